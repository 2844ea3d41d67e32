/** A chat in a terminal: `node examples/console.mjs`. Each line that is typed is said; `/end`, or the end of the input, ends the chat. */
import { createInterface } from 'node:readline'
import { take } from 'rxjs'
import { lastMessage$, status$, transcript$, typing$ } from 'webchat-service/streams'
import { connect } from './client.mjs'

const service = connect()
const print = (text) => console.log(text)

status$(service).subscribe(({ name, why }) => print(`[${name}: ${why}]`))
transcript$(service).subscribe(({ added }) => {
  for (const { type, text, from } of added) print(type === 'Message' ? `${from.name}: ${text}` : `* ${from.name} ${type}`)
})
typing$(service).subscribe((typists) => typists.forEach(({ name }) => print(`… ${name} is typing`)))
service.outbound$.subscribe((entries) => {
  for (const { state, text, failure } of entries) if (state === 'failed') print(`! not sent: ${text} (${failure.text})`)
})

const input = createInterface({ input: process.stdin })
const end = () => service.command('endChat').subscribe()

service.command('startChat', { nickname: 'Jo' }).subscribe((answer) => {
  if (answer._tag === 'Left') {
    print(answer.left.text)
    input.close()
    return service.dispose()
  }
  input.on('line', (line) => (line === '/end' ? end() : service.command('sendMessage', { message: line }).subscribe()))
  input.on('close', end) // after the end it is refused, and nothing happens
})

service.events.ended.subscribe(() => {
  lastMessage$(service).pipe(take(1)).subscribe((last) => print(`[last words: ${last?.text ?? 'none'}]`))
  service.dispose()
  process.stdin.destroy() // a pipe would keep the process
})
