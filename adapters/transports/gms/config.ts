/** The part of the site's `webchat` section that GMS reads, and what follows from it. Names and defaults: observed behaviour of Genesys Widgets 9. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Either } from '../../../lib'
import { Finite, FunctionC, Milliseconds, object, of, optional, Url, withDefault } from '../../../lib/codecs'
import { decodeWith } from '../../../lib/Config'
import type { RateSettings } from '../polling/rate'

const number = (name: string, least: number, most: number) =>
  of(name, (u): u is number => Finite.is(u) && u >= least && u <= most)

const PollRate = number('a number of milliseconds from 1,000 to 30,000', 1_000, 30_000)
const Count = number('a number from 0', 0, Infinity)
const Growth = number('a number above 1, and at most 10', 1 + Number.EPSILON, 10)
const Length = number('a number from 1', 1, Infinity)
const Channel = of('a channel such as /service/chatV2/customer-support', (u): u is string => typeof u === 'string' && /^\/service(\/[\w !#$()*+.@{}~-]+)+$/.test(u))
const Key = of('a string or a number', (u): u is string | number => typeof u === 'string' || Finite.is(u))

const codec = object({
  dataURL: optional(Url),
  serverURL: optional(Url),
  enableUrlTrailingSlash: withDefault(t.boolean, true),
  apikey: optional(Key),
  enableCustomHeader: withDefault(t.boolean, false),
  endpoint: optional(t.string),
  ajaxTimeout: withDefault(Milliseconds, 3_000),
  fileUploadTimeout: withDefault(Count, 0),
  xhrFields: withDefault(object({ withCredentials: withDefault(t.boolean, false) }), { withCredentials: false }),
  restoreTimeout: withDefault(Milliseconds, 60_000),
  pollExceptionLimit: withDefault(Count, 5),
  pollRate: withDefault(PollRate, 3_000),
  dynamicPolling: withDefault(t.boolean, true),
  pollRateMin: withDefault(Milliseconds, 500),
  pollRateMax: optional(Milliseconds),
  pollIntervalIdle_ms: optional(Milliseconds),
  pollRateMult: withDefault(Growth, 1.2),
  pollRateSleep: withDefault(PollRate, 30_000),
  maxMessageLength: optional(Length),
  cometD: optional(
    object({
      enabled: withDefault(t.boolean, false),
      cometURL: optional(Url),
      channel: withDefault(Channel, '/service/chatV2/customer-support'),
      apiURL: optional(Url),
      websocketEnabled: withDefault(t.boolean, true)
    })
  ),
  async: optional(
    object({
      enabled: withDefault(t.boolean, false),
      maxMessagePageSize: withDefault(Length, 20),
      getSessionData: optional(FunctionC),
      setSessionData: optional(FunctionC)
    })
  )
})

type Given = t.TypeOf<typeof codec>

/** GMS over CometD, instead of REST. */
export interface CometdConfig {
  /** Where hands are shaken, without a slash at its end. */
  readonly url: string
  /** What everything is said on. */
  readonly channel: string
  /** Where files go; `undefined`: files are not served. */
  readonly filesURL: string | undefined
  /** Whether a WebSocket is tried before long polling. */
  readonly websocket: boolean
  /** `undefined`: chats end with their agents. */
  readonly async: AsyncConfig | undefined
}

/** Asynchronous chats: the site keeps what identifies them. */
export interface AsyncConfig {
  /** How many events one page of the history has. */
  readonly pageSize: number
  /** Told what identifies the chat. The site's own: may do anything. */
  readonly keep: (...given: ReadonlyArray<unknown>) => unknown
  /** Asked for what identifies the chat. The site's own: may answer anything. */
  readonly given: (...given: ReadonlyArray<unknown>) => unknown
}

/** The configuration, decoded: with its defaults. */
export interface GmsConfig {
  /** Without a slash at its end. */
  readonly base: string
  /** Where a chat is begun. */
  readonly startURL: string
  /** Empty: none. */
  readonly apikey: string
  readonly enableCustomHeader: boolean
  readonly endpoint: string | undefined
  /** Ms that one request may take. */
  readonly ajaxTimeout: number
  /** Ms that one upload or download may take; `undefined`: without end. */
  readonly fileTimeout: number | undefined
  readonly withCredentials: boolean
  /** Ms since the last poll after which nobody can come back to the chat. */
  readonly restoreTimeout: number
  readonly pollExceptionLimit: number
  readonly rate: RateSettings
  /** In code points. */
  readonly maxMessageLength: number
  /** `undefined`: REST. */
  readonly cometd: CometdConfig | undefined
}

const rateOf = ({ dynamicPolling, pollRate, pollRateMin: min, pollRateMax, pollIntervalIdle_ms: idle, pollRateMult: factor, pollRateSleep: asleep }: Given): RateSettings => {
  if (!dynamicPolling) return { min: pollRate, max: pollRate, factor: 1, asleep }
  return { min, max: Math.max(min, pollRateMax ?? idle ?? 3_000), factor, asleep }
}

const trimmed = (address: string): string => address.replace(/\/+$/, '')

const asyncOf = ({ async }: Given): Either<ReadonlyArray<string>, AsyncConfig | undefined> => {
  if (!async?.enabled) return E.right(undefined)
  const { maxMessagePageSize: pageSize, getSessionData: keep, setSessionData: given } = async
  if (keep === undefined) return E.left([`webchat.async.getSessionData: expected ${FunctionC.name}, found undefined`])
  if (given === undefined) return E.left([`webchat.async.setSessionData: expected ${FunctionC.name}, found undefined`])
  return E.right({ pageSize: Math.floor(pageSize), keep, given })
}

/** What is asynchronous is read only here. Source: observed behaviour of Genesys Widgets 9. */
const cometdOf = (given: Given): Either<ReadonlyArray<string>, CometdConfig | undefined> => {
  const { cometD } = given
  if (!cometD?.enabled) return E.right(undefined)
  const { cometURL, apiURL, channel, websocketEnabled: websocket } = cometD
  if (cometURL === undefined) return E.left([`webchat.cometD.cometURL: expected ${Url.name}, found undefined`])
  const filesURL = apiURL === undefined ? undefined : trimmed(apiURL)
  return E.map((async: AsyncConfig | undefined) => ({ url: trimmed(cometURL), channel, filesURL, websocket, async }))(asyncOf(given))
}

/** `Left`: sentences that name the field, what was found and what was expected. */
export const decodeGms = (given: unknown): Either<ReadonlyArray<string>, GmsConfig> => {
  const decoded = decodeWith(codec, given)
  if (E.isLeft(decoded)) return decoded
  const { dataURL, serverURL, enableUrlTrailingSlash, apikey, fileUploadTimeout, xhrFields, maxMessageLength = Infinity, ...rest } = decoded.right
  const cometd = cometdOf(decoded.right)
  if (E.isLeft(cometd)) return cometd
  const address = dataURL ?? serverURL ?? cometd.right?.url
  if (address === undefined) return E.left([`webchat.dataURL: expected ${Url.name}, found undefined`])
  const base = trimmed(address)
  return E.right({
    base,
    startURL: enableUrlTrailingSlash ? `${base}/` : base,
    apikey: apikey === undefined ? '' : String(apikey),
    enableCustomHeader: rest.enableCustomHeader,
    endpoint: rest.endpoint,
    ajaxTimeout: rest.ajaxTimeout,
    fileTimeout: fileUploadTimeout > 0 ? fileUploadTimeout : undefined,
    withCredentials: xhrFields.withCredentials,
    restoreTimeout: rest.restoreTimeout,
    pollExceptionLimit: rest.pollExceptionLimit,
    rate: rateOf(decoded.right),
    maxMessageLength,
    cometd: cometd.right
  })
}
