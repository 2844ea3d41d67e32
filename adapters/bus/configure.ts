/** From a site's `webchat` section to a transport: which back end, and everything that is wrong with the section. */
import * as t from 'io-ts'
import { decodeConfig } from '../../lib'
import type { Either, Transport } from '../../lib'
import { decodeWith, section } from '../../lib/Config'
import type { BackEnd, Environment } from '../transports/Environment'

const open = (backEnds: ReadonlyArray<BackEnd>, given: unknown, environment: Environment): Either<ReadonlyArray<string>, Transport> => {
  const types = Object.fromEntries(backEnds.map((backEnd) => [backEnd.type, backEnd]))
  const type = t.keyof(types, Object.keys(types).map((name) => `'${name}'`).join(' or '))
  const decoded = decodeWith(section({ transport: section({ type }) }), given)
  if (decoded._tag === 'Left') return decoded
  const backEnd = types[decoded.right.transport.type] as BackEnd // the codec admits its keys only
  return backEnd.open(given, environment)
}

/** `Left`: every problem found, each naming the field, what was expected and what was found. */
export const configure = (backEnds: ReadonlyArray<BackEnd>, given: unknown, environment: Environment): Either<ReadonlyArray<string>, Transport> => {
  try {
    const shared = decodeConfig(given)
    const opened = open(backEnds, given, environment)
    if (shared._tag === 'Right') return opened
    if (opened._tag === 'Left') return { _tag: 'Left', left: [...new Set([...shared.left, ...opened.left])] }
    opened.right.dispose()
    return shared
  } catch {
    return { _tag: 'Left', left: ['webchat: expected an object that can be read, found one that throws'] }
  }
}
