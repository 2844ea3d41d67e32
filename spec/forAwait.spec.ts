/** Streams as async iterables, as the README says. */
import { eachValueFrom } from 'rxjs-for-await'
import { createService } from '../lib'
import { memoryTransport, says } from '../testing'

it('events can be awaited one by one, until the service is disposed', async () => {
  const transport = memoryTransport()
  const service = createService({ transport })
  service.command('startChat').subscribe()
  const batches = eachValueFrom(service.events.messageReceived)
  const first = batches.next() // subscribes
  transport.deliver(says('hello'))
  transport.deliver(says('again'))
  service.dispose()

  const heard: string[] = [(await first).value.messages[0].text]
  for await (const { messages } of batches) heard.push(...messages.map(({ text }) => text))
  expect(heard).toEqual(['hello', 'again'])
})
