/** A customer that answers by itself, to try a queue or an agent's bot: `node examples/bot.mjs`. It says goodbye when it is asked to. */
import { each } from 'webchat-service/streams'
import { firstValueFrom } from 'rxjs'
import { connect } from './client.mjs'

const service = connect()
const say = (message) => firstValueFrom(service.command('sendMessage', { message }))

/** What it says to a text; nothing ends the chat. */
const answerTo = (text) => {
  if (/\bbye\b/i.test(text)) return undefined
  return text.includes('?') ? 'I am a program, I do not know.' : `You said: ${text}`
}

const converse = async () => {
  // At most 100 lots of messages wait while it is busy; of more, the oldest are not answered.
  for await (const { messages } of each(service, 'messageReceived', { buffer: { limit: 100 } })) {
    for (const { type, text, from } of messages) {
      if (type !== 'Message' || from.type === 'Client') continue
      const answer = answerTo(text)
      if (answer === undefined) return
      await say(answer)
    }
  }
}

const conversation = converse() // listens before the chat begins
const started = await firstValueFrom(service.command('startChat', { nickname: 'Robot' }))
if (started._tag === 'Left') {
  console.error(started.left.text)
  process.exitCode = 1
} else {
  service.events.ended.subscribe(() => service.dispose()) // whoever ended it: the loop is over, too
  await conversation
  await firstValueFrom(service.command('endChat'))
  console.log('The conversation is over.')
}
service.dispose()
