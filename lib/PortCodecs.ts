/** Shapes that both frames and answers of a transport have in them: what the core relies on in each. */
import * as t from 'io-ts'
import { Finite, object, of, optional } from './codecs'
import { isPlain } from './data'

const Plain = of('a plain object', isPlain)

/** A `Response`: on both outcomes, from a server or from an adapter. */
export const ResponseC = object({ status: Finite, statusText: t.string, responseText: t.string, errorReason: optional(t.string) })

/** A `SessionData`. */
export const SessionC = object({ shown: Plain, secret: optional(Plain) })
