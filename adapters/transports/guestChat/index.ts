/** The back end for Genesys Cloud guest chat ("web chat v2"): REST requests and an event stream. */
import * as E from 'fp-ts/Either'
import { checkEnvironment } from '../Environment'
import type { BackEnd } from '../Environment'
import { decodeGuestChat } from './config'
import { createTransport, TYPE } from './transport'

export type { GuestChatSettings, GuestChatTransport } from './GuestChatSettings'

/** `webchat.transport.type: 'purecloud-v2-sockets'`. */
export const guestChat: BackEnd = {
  type: TYPE,
  open: (config, environment) => {
    const place = checkEnvironment(environment)
    return E.isLeft(place) ? place : E.map(createTransport(environment))(decodeGuestChat(config))
  }
}
