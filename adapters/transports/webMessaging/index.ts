/** Genesys Cloud web messaging: the back end that lives. One socket for the conversation, the history beside it. */
import * as E from 'fp-ts/Either'
import type { BackEnd } from '../Environment'
import { decodeTransport } from './config'
import { createTransport, TYPE } from './transport'

export type { WebMessagingConfig } from './config'

/** `webchat.transport.type: 'webmessaging'`. */
export const webMessaging: BackEnd = {
  type: TYPE,
  open: (given, environment) => E.map(createTransport(environment))(decodeTransport(given))
}
