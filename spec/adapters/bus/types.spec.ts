/** What the compiler knows of the bus: options, results, event data and data keys by their names. It checks this file. */
import type { Message } from '../../../lib'
import { bench } from './kit'

declare module '../../../adapters/bus/WebChatBus' {
  interface BusCommands {
    'Mine.double': { options: { n: number }; result: number }
  }
  interface BusEvents {
    'Mine.doubled': { n: number }
  }
}

it('calls are typed by name, and other names are free', async () => {
  const { plugin, flush, bus } = bench()
  bus.configure({ async: false })
  const site = plugin('Site')
  const mine = plugin('Mine')
  mine.registerCommand('double', ({ data, deferred }) => deferred.resolve((data as { n: number }).n * 2))
  mine.ready()

  const doubled: number = await site.command('Mine.double', { n: 21 })
  expect(doubled).toBe(42)

  const nobody = (): void => undefined
  const calls = (): void => {
    site.command('WebChatService.sendMessage', { message: 'hello' }).done(({ status }) => status.toFixed()).fail(nobody)
    site.command('WebChatService.verifySession').done(({ sessionActive }) => sessionActive === true)
    site.command('WebChatService.getTranscript').done(({ messages }) => messages.map(({ text }) => text))
    site.command('Other.plugin', 7).done((unknown) => unknown)
    // @ts-expect-error a message is a text
    site.command('WebChatService.sendMessage', { message: 7 })
    // @ts-expect-error there is no such field
    site.command('WebChatService.verifySession').done(({ active }) => active)
    // @ts-expect-error a number is wanted
    site.command('Mine.double', { n: 'x' })
  }
  expect(typeof calls).toBe('function') // for the compiler: nobody serves these here

  const texts: string[] = []
  site.subscribe('WebChatService.messageReceived', ({ data }) => data.messages.forEach((message: Message) => texts.push(message.text)))
  site.subscribe('WebChatService.Started', ({ data }) => texts.push(String(data.status)))
  site.subscribe('Mine.doubled', ({ data }) => texts.push(data.n.toFixed(1)))
  // @ts-expect-error agents are not messages
  site.subscribe('WebChatService.agentConnected', ({ data }) => data.messages)
  mine.publish('doubled', { n: 42 })
  flush()
  expect(texts).toEqual(['42.0'])

  const active: boolean = site.data('WebChatService.sessionActive')
  expect(active).toBeUndefined() // until the service is there
})
