/** GMS's requests: forms, and the replies to them. Nothing is ever repeated here. */
import { asyncScheduler, defer, map, repeat, takeWhile, tap, timer } from 'rxjs'
import type { MonoTypeOperatorFunction, Observable } from 'rxjs'
import { isObject } from '../../../lib/data'
import { attempt } from '../../guarded'
import { delayOf } from '../delayOf'
import type { Environment } from '../Environment'
import { request } from '../rest'
import type { GmsConfig } from './config'
import { keyFields, noticeFields, refreshFields, sendFields, updateFields, wakeFields } from './fields'
import type { Field, Keys, Saying } from './fields'
import { readReply } from './reply'
import type { Reply } from './reply'

/** What requests need: the place that they are made from, and the configuration. */
export interface Place {
  readonly environment: Pick<Environment, 'fetch' | 'random' | 'scheduler' | 'site'>
  readonly config: GmsConfig
}

/** The type that GMS wants to hear, without a character set. Source: observed behaviour of Genesys Widgets 9. */
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** Of the site's own headers `Authorization` alone. Source: observed behaviour of Genesys Widgets 9. */
const authorizationOf = ({ environment: { site }, config }: Place): Readonly<Record<string, string>> => {
  if (!config.enableCustomHeader || !isObject(site?.header)) return {}
  for (const [name, value] of Object.entries(site.header)) if (name.toLowerCase() === 'authorization' && typeof value === 'string') return { authorization: value }
  return {}
}

/** That every request carries. */
export const headersOf = (place: Place): Readonly<Record<string, string>> =>
  place.config.apikey === '' ? authorizationOf(place) : { apikey: place.config.apikey, ...authorizationOf(place) }

const send = (place: Place, { url, fields, patience }: { readonly url: string; readonly fields: ReadonlyArray<Field>; readonly patience: number }): Observable<Reply> =>
  request(place.environment, patience)({
    method: 'POST',
    url,
    headers: { ...FORM, ...headersOf(place) },
    form: new URLSearchParams(fields.map(([name, value]) => [name, value])),
    withCredentials: place.config.withCredentials
  }).pipe(map(readReply))

/** Begins a chat. Waits longer than anybody does: a chat that nobody wants would stay. */
export const create = (place: Place, fields: ReadonlyArray<Field>): Observable<Reply> =>
  send(place, { url: place.config.startURL, fields, patience: 2 * place.config.ajaxTimeout })

/** What the requests of one chat need. */
export interface ApiOptions extends Place {
  /** They may change with each reply. */
  readonly keys: () => Keys
  /** Every reply, before anybody hears of it. */
  readonly heard: (reply: Reply) => void
  /** The same, when whoever asked has made of it what there is to make. */
  readonly done: (reply: Reply) => void
}

/** How often a message is sent while the chat server is away. */
const TRIES = 4
/** The first pause between two of those, in ms, at most. */
const PAUSE = 400

/** Where an operation of a chat is. */
export const addressOf = ({ base }: Pick<GmsConfig, 'base'>, { sessionID }: Keys, operation: string): string =>
  `${base}/${attempt(() => encodeURIComponent(sessionID)) ?? 'none'}/${operation}` // half of a surrogate pair has no place in an address

/** Tells of a reply before and after whoever asked has dealt with it. */
export const accounted =
  ({ heard, done }: Pick<ApiOptions, 'heard' | 'done'>): MonoTypeOperatorFunction<Reply> =>
  (reply$) =>
    defer(() => {
      let latest: Reply | undefined
      return reply$.pipe(
        tap({
          next: (reply) => {
            latest = reply
            heard(reply)
          },
          complete: () => {
            if (latest !== undefined) done(latest)
          }
        })
      )
    })

/** Asks again while the chat server is away: what was answered with `later` was certainly not done. The last reply counts. */
export const insistently = ({ random, scheduler = asyncScheduler }: Pick<Environment, 'random' | 'scheduler'>): MonoTypeOperatorFunction<Reply> =>
  (asked$) =>
    defer(() => {
      let count = 0
      return asked$.pipe(
        tap(() => {
          count += 1
        }),
        repeat({ delay: () => timer(delayOf(count, { base: PAUSE, random }), scheduler) }),
        takeWhile(({ how }) => how === 'later' && count < TRIES, true)
      )
    })

/** The requests of one chat. */
export const createApi = ({ keys, heard, done, ...place }: ApiOptions) => {
  const { config, environment } = place
  const ask = (operation: string, fields: ReadonlyArray<Field> = []): Observable<Reply> =>
    defer(() =>
      send(place, { url: addressOf(config, keys(), operation), fields: [...keyFields(keys()), ...fields], patience: config.ajaxTimeout })
    ).pipe(accounted({ heard, done }))

  return {
    refresh: (position: number, preview: string): Observable<Reply> => ask('refresh', refreshFields(position, preview)),
    /** The last reply counts. */
    send: (saying: Saying): Observable<Reply> => ask('send', sendFields(saying)).pipe(insistently(environment)),
    typing: (typing: boolean, { position, text }: { readonly position: number; readonly text: string }): Observable<Reply> =>
      ask(typing ? 'startTyping' : 'stopTyping', refreshFields(position, text)),
    notice: (text: string): Observable<Reply> => ask('customNotice', noticeFields(text)),
    wake: (): Observable<Reply> => ask('customNotice', wakeFields),
    update: (userData: Readonly<Record<string, unknown>>): Observable<Reply> => ask('updateData', updateFields(userData)),
    leave: (): Observable<Reply> => ask('disconnect')
  }
}

/** All that can be asked of GMS in one chat. */
export type Api = ReturnType<typeof createApi>
