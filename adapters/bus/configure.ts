/** From a site's `webchat` section to a transport: which back end, and everything that is wrong with the section. */
import * as E from 'fp-ts/Either'
import { decodeConfig } from '../../lib'
import type { Config, Either, Transport } from '../../lib'
import { object, oneOf } from '../../lib/codecs'
import { decodeWith } from '../../lib/Config'
import { guarded } from '../guarded'
import type { BackEnd, Environment } from '../transports/Environment'

/** What the service is made of. `Left`: every problem found, each naming the field, what was expected and what was found. */
export const configure = (backEnds: ReadonlyArray<BackEnd>, given: unknown, environment: Environment): Either<ReadonlyArray<string>, readonly [Transport, Config]> =>
  guarded(
    () => E.left(['webchat: expected an object that can be read, found one that throws']),
    () => {
      const shared = decodeConfig(given)
      const chosen = decodeWith(object({ transport: object({ type: oneOf(...backEnds.map(({ type }) => type)) }) }), given)
      const opened =
        chosen._tag === 'Left' ? chosen : (backEnds.find(({ type }) => type === chosen.right.transport.type) as BackEnd).open(given, environment) // the codec admits theirs only
      if (shared._tag === 'Right') return E.map((transport: Transport) => [transport, shared.right] as const)(opened)
      if (opened._tag === 'Left') return E.left([...new Set([...shared.left, ...opened.left])])
      opened.right.dispose()
      return shared
    }
  )
