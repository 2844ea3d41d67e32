/** From a site's `webchat` section to a transport: which back end, and everything that is wrong with the section. */
import { decodeConfig } from '../../lib'
import type { Either, Transport } from '../../lib'
import { oneOf } from '../../lib/codecs'
import { decodeWith, section } from '../../lib/Config'
import type { BackEnd, Environment } from '../transports/Environment'

const chosen = (backEnds: ReadonlyArray<BackEnd>, given: unknown): Either<ReadonlyArray<string>, BackEnd> => {
  const types = Object.fromEntries(backEnds.map((backEnd) => [backEnd.type, backEnd]))
  const type = oneOf(...Object.keys(types))
  const decoded = decodeWith(section({ transport: section({ type }) }), given)
  if (decoded._tag === 'Left') return decoded
  const backEnd = types[decoded.right.transport.type]
  return backEnd ? { _tag: 'Right', right: backEnd } : { _tag: 'Left', left: [] } // the codec admits its keys only
}

/** `Left`: every problem found, each naming the field, what was expected and what was found. */
export const configure = (backEnds: ReadonlyArray<BackEnd>, given: unknown, environment: Environment): Either<ReadonlyArray<string>, Transport> => {
  try {
    const shared = decodeConfig(given)
    const backEnd = chosen(backEnds, given)
    const opened = backEnd._tag === 'Left' ? backEnd : backEnd.right.open(given, environment)
    if (shared._tag === 'Right') return opened
    if (opened._tag === 'Right') opened.right.dispose()
    const further = opened._tag === 'Left' ? opened.left : []
    return { _tag: 'Left', left: [...new Set([...shared.left, ...further])] }
  } catch {
    return { _tag: 'Left', left: ['webchat: expected an object that can be read, found one that throws'] }
  }
}
