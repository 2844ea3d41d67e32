/** How the proofs drive a service, whatever back end it is over. */
import type { ChatEvent } from '../../lib'
import type { Running } from './Column'

/** Issues a command; its final answers come into the list. */
export const ask = ({ service }: Pick<Running, 'service'>, name: string, options: object = {}): string[] => {
  const answers: string[] = []
  service.request(name, options).subscribe((answer) => {
    if (answer._tag !== 'Progress') answers.push(answer._tag)
  })
  return answers
}

export const isActive = ({ service }: Pick<Running, 'service'>): boolean => {
  let active = false
  service.sessionActive$.subscribe((now) => (active = now)).unsubscribe()
  return active
}

export const isConnected = ({ told }: Pick<Running, 'told'>): boolean =>
  told.filter(({ _tag }) => _tag === 'disconnected' || _tag === 'reconnected' || _tag === 'started' || _tag === 'restored').at(-1)?._tag !== 'disconnected'

/** Until there is a chat with a connection: what went before may have ended the chat, or its connection. */
export const recover = async (running: Running): Promise<void> => {
  await running.pass(0)
  await running.pass(6_000)
  for (let tries = 0; tries < 60; tries += 1) {
    if (isActive(running) && isConnected(running)) return
    if (!isActive(running)) ask(running, 'startChat')
    await running.pass(2_000)
  }
  throw new Error('No chat came about any more.')
}

export const reports = (told: ReadonlyArray<ChatEvent>): ReadonlyArray<Extract<ChatEvent, { readonly _tag: 'error' }>> =>
  told.flatMap((event) => (event._tag === 'error' ? [event] : []))

export const isHeard = ({ told }: Pick<Running, 'told'>, text: string): boolean =>
  told.some((event) => event._tag === 'messageReceived' && event.data.messages.some((message) => message.text === text))
