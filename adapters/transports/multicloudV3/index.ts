/** The back end for Genesys Multicloud CX, version 3 of its chat API, over REST: it is polled. */
import * as E from 'fp-ts/Either'
import { checkEnvironment } from '../Environment'
import type { BackEnd } from '../Environment'
import { decodeMulticloudV3, TYPE } from './config'
import { createTransport } from './transport'

export type { AsyncSettings, CookieJar, MulticloudV3Settings } from './MulticloudV3Settings'

/** A `webchat` section with the `transport.type` `pureengage-v3-rest`. */
export const multicloudV3: BackEnd = {
  type: TYPE,
  open: (config, environment) => {
    const place = checkEnvironment(environment)
    return E.isLeft(place) ? place : E.map(createTransport(environment))(decodeMulticloudV3(config))
  }
}
