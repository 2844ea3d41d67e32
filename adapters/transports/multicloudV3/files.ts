/** Files, up as multipart forms and down with the headers of the session. */
import * as E from 'fp-ts/Either'
import { defer, map, of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer } from '../../../lib'
import { failure, success } from '../../../lib'
import { refused, whileAlive } from '../../../lib/timeouts'
import { ADDRESS } from '../../../lib/Transport'
import { attempt } from '../../guarded'
import { isAcceptable, REFUSED_ADDRESS } from '../address'
import type { Environment } from '../Environment'
import { filesOf } from '../filesOf'
import { exchange, request } from '../rest'
import { headersOf } from './api'
import type { Place } from './api'
import { readReply } from './reply'
import type { Reply } from './reply'
import type { Session } from './token'

/** Files of one chat. */
export interface Files {
  /** One after the other; the answer is that to the last one, or the first failure. */
  readonly send: (given: unknown) => Observable<Answer>
  /** `url`: of the content, as the server wrote it. */
  readonly download: (url: string, fileName: string) => Observable<Answer>
}

/** What the files of one chat need. */
export interface FilesOptions extends Place {
  readonly environment: Place['environment'] & Pick<Environment, 'save'>
  readonly session: Session
  /** Every reply. */
  readonly heard: (reply: Reply) => void
}

/** The longest without an answer, in ms: uploads may be slow. */
const LONGEST = 600_000

const noFile: Answer = E.left(failure('noFile', 'There is no file to send.'))

const originOf = (address: string): string | undefined => attempt(() => new URL(address).origin)

/** The whole address of a content: below the API. `undefined`: it may not be used. Source: observed behaviour of Genesys Widgets 9. */
export const addressIn =
  (base: string) =>
  (url: string): string | undefined => {
    const isWhole = /^[a-z][\w+.-]*:/i.test(url) || url.startsWith('//')
    const address = isWhole ? url : `${base.replace(/\/sessions$/, '')}/${url.replace(/^\/+/, '')}`
    return isAcceptable(address, { secure: 'https', configured: base }) ? address : undefined
  }

/** The files of one chat. Nothing of them is ever repeated. */
export const createFiles = ({ session, heard, ...place }: FilesOptions): Files => {
  const { config, environment } = place

  const sendOne = (file: File): Observable<Answer> =>
    defer(() => {
      const form = new FormData()
      form.append('file', file, file.name)
      form.append('operationId', environment.uuid())
      return request(environment, LONGEST)({ method: 'POST', url: `${config.base}/${session.sessionId}/images`, headers: headersOf(place, session.token), form })
    }).pipe(
      map((answered): Answer => {
        const reply = readReply(answered)
        heard(reply)
        if (E.isLeft(reply.answer)) return E.left({ ...reply.answer.left, filename: file.name })
        return E.right({ response: reply.answer.right })
      })
    )

  const sendAll = ([file, ...rest]: ReadonlyArray<File>): Observable<Answer> => {
    if (file === undefined) return of(noFile)
    return sendOne(file).pipe(switchMap((answer) => (E.isRight(answer) && rest.length > 0 ? sendAll(rest) : of(answer))))
  }

  return {
    send: (given) => sendAll(filesOf(given)),
    download: (url, fileName) => {
      const address = addressIn(config.base)(url)
      if (address === undefined) return refused(ADDRESS, REFUSED_ADDRESS)
      // The token is for the contact centre alone.
      const headers = originOf(address) === originOf(config.base) ? headersOf(place, session.token) : {}
      return exchange<Answer>(async (signal) => {
        const response = await environment.fetch(address, { headers, signal, redirect: 'manual' })
        if (!response.ok) return E.left(failure('http', `HTTP ${response.status}`, { status: response.status }))
        environment.save?.(await response.blob(), fileName)
        return E.right({ response: success() })
      }).pipe(whileAlive<Answer>(LONGEST, environment.scheduler))
    }
  }
}
