/** From a site's `webchat` section to a service: what all back ends share, which of them it is, and what that one wants. */
import * as E from 'fp-ts/Either'
import { decodeConfig } from '../../lib'
import type { Either, Inputs, Service } from '../../lib'
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

const serving = (given: unknown, { backEnds, environment, inputs }: Setting): Either<Problems, Service> => {
  const config = decodeConfig(given)
  if (E.isLeft(config)) return config
  const named = oneOf(...backEnds.map(({ type }) => type))
  const fallback = backEnds.find(({ isDefault }) => isDefault)
  const codec =
    fallback === undefined
      ? object({ transport: object({ type: named }) })
      : object({ transport: withDefault(object({ type: withDefault(named, fallback.type) }), { type: fallback.type }) })
  const choice = decodeWith(codec, given)
  if (E.isLeft(choice)) return choice
  const backEnd = backEnds.find(({ type }) => type === choice.right.transport.type) as BackEnd // the codec admits theirs only
  const transport = backEnd.open(given, environment)
  if (E.isLeft(transport)) return transport
  return E.right(serve({ transport: transport.right, inputs, store: environment.store, scheduler: environment.scheduler }, config.right))
}

/** `Left`: the problems of the first step that has some, each naming the field, what was expected and what was found. */
export const configure = (given: unknown, setting: Setting): Either<Problems, Service> =>
  guarded(
    () => E.left(['webchat: expected an object that can be read, found one that throws']),
    () => serving(given, setting)
  )
