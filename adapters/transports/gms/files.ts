/** Files, up and down, as multipart forms. */
import * as E from 'fp-ts/Either'
import { defer, map, of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer } from '../../../lib'
import { failure, success } from '../../../lib'
import { isObject } from '../../../lib/data'
import type { Response } from '../../../lib/Response'
import { whileAlive } from '../../../lib/timeouts'
import type { Environment } from '../Environment'
import { filesOf } from '../filesOf'
import { exchange, request } from '../rest'
import { accounted, addressOf, headersOf } from './api'
import type { ApiOptions } from './api'
import { readReply } from './reply'
import type { Reply } from './reply'

/** Files of one chat. */
export interface Files {
  /** One after the other; the answer is that to the last one, or the first failure. */
  readonly send: (given: unknown) => Observable<Answer>
  readonly limits: () => Observable<Answer>
  readonly download: (fileId: string, fileName: string) => Observable<Answer>
}

/** What the files of one chat need. */
export interface FilesOptions extends ApiOptions {
  readonly save: Environment['save']
  /** Over CometD: the one address of files, where the operation is a field. `undefined`: over REST, each has its own. */
  readonly filesURL?: string
}

/** What can be done with files: its path over REST, its name over CometD. Source: GMS Chat API v2. */
interface Operation {
  readonly path: string
  readonly name: 'fileUpload' | 'fileGetLimits' | 'fileDownload'
  readonly fileId?: string
}

const UPLOAD: Operation = { path: 'file', name: 'fileUpload' }
const LIMITS: Operation = { path: 'file/limits', name: 'fileGetLimits' }

/** The longest without an answer where no time is configured, in ms. */
const LONGEST = 600_000

const noFile: Answer = E.left(failure('noFile', 'There is no file to send.'))

/** Which file was refused: beside each error, and of the response. Source: observed behaviour of Genesys Widgets 9. */
const about = (response: Response, body: Readonly<Record<string, unknown>>, filename: string): Response => {
  const errors: ReadonlyArray<unknown> = Array.isArray(body.errors) ? body.errors : []
  const named = errors.map((error) => (isObject(error) ? { ...error, filename } : error))
  const told = named.length > 0 ? { ...response, responseText: JSON.stringify({ ...body, errors: named }) } : response
  const isUnreached = response.status === 0
  return { ...told, filename, errorReason: isUnreached ? 'FileUploadError' : response.errorReason }
}

/** The files of one chat. Nothing of them is ever repeated. */
export const createFiles = ({ keys, heard, done, save, filesURL, ...place }: FilesOptions): Files => {
  const { config, environment } = place
  const patience = config.fileTimeout ?? LONGEST

  /** The order of Genesys Widgets 9: the file first. */
  const formOf = ({ name, fileId }: Operation, file?: File): FormData => {
    const { alias, userId, secureKey } = keys()
    const form = new FormData()
    if (file !== undefined) form.append('file', file, file.name)
    if (filesURL !== undefined) form.append('operation', name)
    if (filesURL !== undefined && fileId !== undefined) form.append('fileId', fileId)
    form.append('alias', alias)
    form.append('userId', userId)
    form.append('secureKey', secureKey)
    return form
  }

  const urlOf = ({ path }: Operation): string => filesURL ?? addressOf(config, keys(), path)

  const ask = (operation: Operation, file?: File): Observable<Reply> =>
    request(environment, patience)({
      method: 'POST',
      url: urlOf(operation),
      headers: headersOf(place),
      form: formOf(operation, file),
      withCredentials: config.withCredentials
    }).pipe(map(readReply), accounted({ heard, done }))

  const sendOne = (file: File): Observable<Answer> =>
    defer(() => ask(UPLOAD, file)).pipe(
      map(({ answer, body }): Answer => (E.isLeft(answer) ? E.left(about(answer.left, body, file.name)) : E.right({ response: answer.right })))
    )

  const sendAll = ([file, ...rest]: ReadonlyArray<File>): Observable<Answer> => {
    if (file === undefined) return of(noFile)
    return sendOne(file).pipe(switchMap((answer) => (E.isRight(answer) && rest.length > 0 ? sendAll(rest) : of(answer))))
  }

  return {
    send: (given) => sendAll(filesOf(given)),
    limits: () => defer(() => ask(LIMITS)).pipe(map(({ answer }): Answer => E.map((response: Response) => ({ response }))(answer))),
    download: (fileId, fileName) =>
      exchange<Answer>(async (signal) => {
        const operation: Operation = { path: `file/${encodeURIComponent(fileId)}/download`, name: 'fileDownload', fileId }
        const response = await environment.fetch(urlOf(operation), {
          method: 'POST',
          headers: headersOf(place),
          body: formOf(operation),
          signal,
          redirect: 'manual',
          credentials: config.withCredentials ? 'include' : 'same-origin'
        })
        if (!response.ok) return E.left(failure('http', `HTTP ${response.status}`, { status: response.status }))
        save?.(await response.blob(), fileName)
        return E.right({ response: success() })
      }).pipe(whileAlive<Answer>(patience, environment.scheduler))
  }
}
