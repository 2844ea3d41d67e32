/** Wires what a chat is made of, around one connection. */
import type { BehaviorSubject } from 'rxjs'
import type { Frame } from '../../../lib'
import type { ChatOptions } from './ChatOptions'
import type { Connection } from './connection'
import { createFiles } from './files'
import { createHistory } from './history'
import { createPending } from './pending'
import { createQueue } from './queue'
import { createReceiver } from './receiver'
import { envelope } from './requests'
import { createSpeaker } from './speaker'

interface Ports extends Pick<Connection, 'send'> {
  /** Connected, and nothing of the past missing. */
  readonly ready$: BehaviorSubject<boolean>
  readonly tell: (frame: Frame) => void
  readonly disconnected: (readOnly: boolean) => void
}

export const createParts = ({ environment, config, token, client, attributes }: ChatOptions, { send, ready$, tell, disconnected }: Ports) => {
  const { scheduler, uuid } = environment
  const pending = createPending(send, token, uuid, scheduler)
  const queue = createQueue(ready$, scheduler)
  const speaker = createSpeaker(attributes, { pending, queue, uuid, scheduler, send: (request) => send(envelope(token, uuid(), request)) })
  return {
    pending,
    queue,
    speaker,
    fetchPage: createHistory(environment, config, pending),
    receiver: createReceiver({ client, emit: tell, scheduler, disconnected }),
    files: createFiles(environment, pending, speaker.sayFile)
  }
}
