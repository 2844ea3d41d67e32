/** What a transport answers a call with, looked at before anybody relies on it: nobody knows who wrote the transport. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { object, oneOf, optional } from './codecs'
import { tooDeepAt } from './depth'
import { ResponseC, SessionC } from './PortCodecs'
import { failure } from './Response'
import type { Answer, Progress } from './Transport'
import { sentenceOf } from './unusable'

const codecs: ReadonlyArray<t.Decoder<unknown, unknown>> = [
  object({ _tag: t.literal('Right'), right: object({ response: ResponseC, session: optional(SessionC) }) }),
  object({ _tag: t.literal('Left'), left: ResponseC }),
  object({ _tag: t.literal('Progress'), loaded: optional(t.number), total: optional(t.number), phase: optional(oneOf('queued', 'sent', 'unknown')) })
]

/** For what is no answer, or none that can be handed on. */
export const faulty: Answer = E.left(failure('transport', 'The transport failed.'))

/** For a transport that threw. Why is not told, as it may hold anything, unless the place it runs in said so for people. */
export const broken = (error: unknown): Answer => {
  const sentence = sentenceOf(error)
  return sentence === undefined ? faulty : E.left(failure('transport', sentence))
}

/** The same progress or answer, or a failure in its place. Never throws. */
export const checkAnswer = (u: Progress | Answer): Progress | Answer => {
  try {
    return codecs.some((codec) => E.isRight(codec.decode(u))) && !tooDeepAt(u) ? u : faulty
  } catch {
    return faulty // a getter, a proxy
  }
}
