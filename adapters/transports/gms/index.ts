/** The back end for GMS, the chat API of Genesys Engage, over REST: it is polled. */
import * as E from 'fp-ts/Either'
import { checkEnvironment } from '../Environment'
import type { BackEnd } from '../Environment'
import { TYPE } from './chat'
import { decodeGms } from './config'
import { createTransport } from './transport'

export type { GmsSettings } from './GmsSettings'

/** A `webchat` section without a `transport.type`. */
export const gms: BackEnd = {
  type: TYPE,
  isDefault: true,
  open: (config, environment) => {
    const place = checkEnvironment(environment)
    return E.isLeft(place) ? place : E.map(createTransport(environment))(decodeGms(config))
  }
}
