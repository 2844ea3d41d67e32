/** Wires what a chat is made of, around one connection. */
import { asyncScheduler } from 'rxjs'
import type { BehaviorSubject, Subscription } from 'rxjs'
import type { Frame } from '../../../lib'
import type { ChatOptions } from './ChatOptions'
import { createConnection } from './connection'
import { createFacts } from './facts'
import { createFiles } from './files'
import { createHistory } from './history'
import { createPending } from './pending'
import { createQueue } from './queue'
import { createReceiver } from './receiver'
import { envelope } from './requests'
import { createSpeaker } from './speaker'

interface Ports {
  /** Connected, and nothing of the past missing. */
  readonly ready$: BehaviorSubject<boolean>
  readonly life: Subscription
  readonly tell: (frame: Frame) => void
  readonly disconnected: (readOnly: boolean) => void
}

export const createParts = ({ environment, config, token, client, auth, attributes, mode }: ChatOptions, { ready$, life, tell, disconnected }: Ports) => {
  const { scheduler = asyncScheduler, uuid } = environment
  const connection = createConnection(environment, config, token, auth, mode === 'start')
  const { send } = connection
  const pending = createPending(send, token, uuid, scheduler)
  const queue = createQueue(ready$, scheduler)
  const speaker = createSpeaker(attributes, { pending, queue, uuid, scheduler, send: (request) => send(envelope(token, uuid(), request)) })
  const receiver = createReceiver(client, tell, disconnected, scheduler)
  return {
    connection,
    pending,
    queue,
    speaker,
    receiver,
    files: createFiles(environment, pending, speaker.sayFile),
    facts: createFacts(tell, scheduler, life),
    ...createHistory(environment, config, pending, receiver, tell)
  }
}
