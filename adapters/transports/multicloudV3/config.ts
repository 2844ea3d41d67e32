/** The part of the site's `webchat` section that Multicloud CX v3 reads. Names and defaults: observed behaviour of Genesys Widgets 9. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Either } from '../../../lib'
import { Finite, FunctionC, Milliseconds, object, of, oneOf, optional, Url, withDefault } from '../../../lib/codecs'
import { decodeWith } from '../../../lib/Config'
import { isPlain } from '../../../lib/data'
import type { RateSettings } from '../polling/rate'

/** As `transport.type` names it; the prefix of its error codes. */
export const TYPE = 'pureengage-v3-rest'

const number = (name: string, least: number, most: number) => of(name, (u): u is number => Finite.is(u) && u >= least && u <= most)

const PollTimeout = number('a number of milliseconds from 100 to 600,000', 100, 600_000)
const PollRate = number('a number of milliseconds from 1,000 to 30,000', 1_000, 30_000)
const Page = of('a whole number from 16 to 100', (u): u is number => Number.isInteger(u) && Number(u) >= 16 && Number(u) <= 100)
const Headers = of('an object of texts', (u): u is Readonly<Record<string, string>> => isPlain(u) && Object.values(u).every(t.string.is))

const codec = object({
  ajaxTimeout: withDefault(Milliseconds, 9_000),
  transport: object({
    type: oneOf(TYPE),
    dataURL: Url,
    endpoint: optional(t.string),
    headers: withDefault(Headers, {}),
    stream: optional(t.string),
    clientType: optional(t.string),
    pollTimeout: withDefault(PollTimeout, 3_000),
    pollRateSleep: withDefault(PollRate, 30_000),
    maxMessagePageSize: withDefault(Page, 20),
    async: optional(
      object({
        enabled: withDefault(t.boolean, false),
        getSessionData: optional(FunctionC),
        setSessionData: optional(FunctionC),
        deleteSessionData: optional(FunctionC)
      })
    )
  })
})

/** A function of the page. Nothing is known of what it gives. */
export type Callback = (...values: ReadonlyArray<unknown>) => unknown

/** How the page keeps the session itself. */
export interface Callbacks {
  readonly getSessionData: Callback
  readonly setSessionData: Callback
  readonly deleteSessionData: Callback | undefined
}

/** The configuration, decoded: with its defaults. */
export interface MulticloudV3Config {
  /** The sessions. Without a slash at its end. */
  readonly base: string
  readonly endpoint: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly stream: string | undefined
  readonly clientType: string | undefined
  /** Ms that one request may take. */
  readonly ajaxTimeout: number
  readonly rate: RateSettings
  /** Messages of a page of history. */
  readonly pageSize: number
  /** The session outlives its agents and its page. */
  readonly isAsync: boolean
  /** Only in async mode, and where the page gives both main ones. */
  readonly callbacks: Callbacks | undefined
}

type Given = t.TypeOf<typeof codec>['transport']['async']

/** They count only together. Source: observed behaviour of Genesys Widgets 9. */
const callbacksOf = (given: Given): Callbacks | undefined => {
  if (!given?.enabled || given.getSessionData === undefined || given.setSessionData === undefined) return undefined
  return { getSessionData: given.getSessionData, setSessionData: given.setSessionData, deleteSessionData: given.deleteSessionData }
}

/** `Left`: sentences that name the field, what was found and what was expected. */
export const decodeMulticloudV3 = (given: unknown): Either<ReadonlyArray<string>, MulticloudV3Config> => {
  const decoded = decodeWith(codec, given)
  if (E.isLeft(decoded)) return decoded
  const { ajaxTimeout, transport } = decoded.right
  const { dataURL, endpoint, headers, stream, clientType, pollTimeout, pollRateSleep, maxMessagePageSize } = transport
  return E.right({
    base: dataURL.replace(/\/+$/, ''),
    endpoint,
    headers,
    stream,
    clientType,
    ajaxTimeout,
    rate: { min: pollTimeout, max: pollTimeout, factor: 1, asleep: Math.max(pollTimeout, pollRateSleep) },
    pageSize: maxMessagePageSize,
    isAsync: transport.async?.enabled ?? false,
    callbacks: callbacksOf(transport.async)
  })
}
