/** The back end for Genesys Cloud guest chat ("web chat v2"): REST requests and an event stream. */
import * as E from 'fp-ts/Either'
import type { BackEnd } from '../Environment'
import { decodeGuestChat } from './config'
import { createTransport, TYPE } from './transport'

export const guestChat: BackEnd = {
  type: TYPE,
  open: (config, environment) => E.map(createTransport(environment))(decodeGuestChat(config))
}
