/** From a site's `webchat` section to a service: what all back ends share, which of them it is, and what that one wants. */
import * as E from 'fp-ts/Either'
import { decodeConfig } from '../../lib'
import type { Config, Either, Inputs, Service, Transport } from '../../lib'
import { object, oneOf, withDefault } from '../../lib/codecs'
import { decodeWith } from '../../lib/Config'
import { serve } from '../../lib/service'
import { guarded } from '../guarded'
import type { BackEnd, Environment } from '../transports/Environment'

type Problems = ReadonlyArray<string>

/** What a configuration is for: the back ends to choose from, and the place that the service runs in. */
export interface Setting {
  readonly backEnds: ReadonlyArray<BackEnd>
  readonly environment: Environment
  readonly inputs?: Inputs
}

/** `Left`: the problems of the first step that has some, each naming the field, what was expected and what was found. */
export const configure = (given: unknown, { backEnds, environment, inputs }: Setting): Either<Problems, Service> => {
  const fallback = backEnds.find(({ isDefault }) => isDefault)
  const named = oneOf(...backEnds.map(({ type }) => type))
  const choice =
    fallback === undefined
      ? object({ transport: object({ type: named }) })
      : object({ transport: withDefault(object({ type: withDefault(named, fallback.type) }), { type: fallback.type }) })
  const open = ({ transport }: { transport: { type: string } }): Either<Problems, Transport> =>
    (backEnds.find(({ type }) => type === transport.type) as BackEnd).open(given, environment) // the codec admits theirs only
  const serving = (config: Config): Either<Problems, Service> =>
    E.map((transport: Transport) => serve({ transport, inputs, store: environment.store, scheduler: environment.scheduler }, config))(E.chain(open)(decodeWith(choice, given)))
  return guarded(
    () => E.left(['webchat: expected an object that can be read, found one that throws']),
    () => E.chain(serving)(decodeConfig(given))
  )
}
