/** The requests to Multicloud CX v3: forms, and the replies to them. Nothing is ever repeated here. */
import { defer, map } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Environment } from '../Environment'
import { request } from '../rest'
import type { Request } from '../rest'
import type { MulticloudV3Config } from './config'
import { dataFields, resumeFields, sayingFields } from './fields'
import type { Field, Saying } from './fields'
import { readReply } from './reply'
import type { Reply } from './reply'
import type { Session } from './token'

/** What requests need: the place that they are made from, and the configuration. */
export interface Place {
  readonly environment: Pick<Environment, 'fetch' | 'uuid' | 'scheduler' | 'page'>
  readonly config: MulticloudV3Config
}

/** That every request of a session carries; without a session those of the site alone. */
export const headersOf = ({ config }: Place, token?: string): Readonly<Record<string, string>> =>
  token === undefined ? config.headers : { 'x-nexus-client-key': token, ...config.headers }

const send = (place: Place, { patience, ...asked }: Request & { readonly patience: number }): Observable<Reply> => request(place.environment, patience)(asked).pipe(map(readReply))

const formOf = (place: Place, fields: ReadonlyArray<Field>): URLSearchParams =>
  new URLSearchParams([...fields, ['operationId', place.environment.uuid()]].map(([name, value]) => [name ?? '', value ?? '']))

/** Begins a chat. Waits longer than anybody does: a chat that nobody wants would stay. */
export const create = (place: Place, fields: ReadonlyArray<Field>, headers: Readonly<Record<string, string>> = {}): Observable<Reply> =>
  defer(() => send(place, { method: 'POST', url: place.config.base, headers: { ...headersOf(place), ...headers }, form: formOf(place, fields), patience: 2 * place.config.ajaxTimeout }))

/** Asks for the session of a token that the page kept. The same token: the server resumes the session. */
export const resume = (place: Place, token: string): Observable<Reply> =>
  defer(() =>
    send(place, {
      method: 'POST',
      url: place.config.base,
      headers: headersOf(place, token),
      form: formOf(place, resumeFields(place.config, place.environment.page?.() ?? {})),
      patience: place.config.ajaxTimeout
    })
  )

/** Which messages are wanted: those after `index`, the last `count`, or both: the page that ends with `index`. */
export interface Range {
  readonly index?: string
  readonly count?: number
}

/** The requests of one chat. */
export const createApi = (place: Place, { token, sessionId, participantId }: Session) => {
  const { config, environment } = place
  const base = `${config.base}/${sessionId}`
  const headers = headersOf(place, token)
  const ask = (method: Request['method'], url: string, fields: ReadonlyArray<Field>): Observable<Reply> =>
    defer(() => send(place, { method, url: `${base}/${url}`, headers, form: formOf(place, fields), patience: config.ajaxTimeout }))
  const say = (saying: Saying): Observable<Reply> => ask('POST', 'messages', sayingFields(saying))

  return {
    messages: ({ index, count }: Range): Observable<Reply> =>
      defer(() => {
        const query = new URLSearchParams({
          ...(index !== undefined && { index }),
          ...(count !== undefined && { count: String(count) }),
          operationId: environment.uuid()
        })
        return send(place, { method: 'GET', url: `${base}/messages?${query.toString()}`, headers, patience: config.ajaxTimeout })
      }),
    say,
    typing: (typing: boolean, text: string): Observable<Reply> => say({ type: typing ? 'TypingStarted' : 'TypingStopped', text }),
    /** Not documented; a server that does not know it refuses. */
    notice: (text: string): Observable<Reply> => say({ type: 'CustomNotice', text }),
    update: (userData: Readonly<Record<string, unknown>>): Observable<Reply> => ask('PUT', 'userdata', dataFields('data', userData)),
    leave: (): Observable<Reply> => ask('DELETE', `participants/${participantId}`, [])
  }
}

/** All that can be asked in one chat. */
export type Api = ReturnType<typeof createApi>
