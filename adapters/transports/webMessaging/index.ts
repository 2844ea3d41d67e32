/** Genesys Cloud web messaging: the back end that lives. One socket for the conversation, the history beside it. */
import * as E from 'fp-ts/Either'
import { checkEnvironment } from '../Environment'
import type { BackEnd } from '../Environment'
import { decodeTransport } from './config'
import { createTransport, TYPE } from './transport'

export type { WebMessagingConfig } from './config'
export type { WebMessagingSettings, WebMessagingTransport } from './WebMessagingSettings'

/** `webchat.transport.type: 'webmessaging'`. */
export const webMessaging: BackEnd = {
  type: TYPE,
  open: (given, environment) => {
    const place = checkEnvironment(environment)
    return E.isLeft(place) ? place : E.map(createTransport(environment))(decodeTransport(given))
  }
}
