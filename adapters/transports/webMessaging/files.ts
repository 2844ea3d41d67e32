/** Files, up and down. One per message: several files are several messages, one after the other. */
import * as E from 'fp-ts/Either'
import { defer, finalize, mergeMap, of, switchMap, takeWhile } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer, Progress } from '../../../lib'
import { failure, success } from '../../../lib'
import { isPlain } from '../../../lib/data'
import { isProgress } from '../../../lib/perform'
import { whileAlive } from '../../../lib/refused'
import type { Environment } from '../Environment'
import { filesOf } from '../filesOf'
import { exchange } from '../rest'
import { attributes } from './attributes'
import type { Good, Presigned } from './codecs'
import { typeOf, wrongWith } from './limits'
import type { Limits } from './limits'
import type { Ask } from './pending'

type Step = Progress | Answer

export interface Files {
  /** All or none: what is wrong with one of them is said before the first. */
  readonly send: (given: unknown, limits: Limits) => Observable<Step>
  readonly download: (fileId: string, fileName?: string) => Observable<Step>
}

/** The longest without news of a transfer, in ms. */
const LONGEST = 600_000

/** What answers for this attachment. Only the address holds more than the id, and it is read of nothing else. */
const about = (id: string, tag: Good['_tag']) => (frame: Good): Presigned | undefined =>
  frame._tag === tag && isPlain(frame.body) && frame.body['attachmentId'] === id ? (frame.body as Presigned) : undefined

/** `step` when the transfer went well, by its HTTP status. */
const judged = (status: number, step: Step): Step => (status >= 200 && status < 300 ? step : E.left(failure('http', `HTTP ${status}`, { status })))

/** `say`: sends the message that names an uploaded file. */
export const createFiles = ({ fetch, upload, save, scheduler, uuid }: Environment, ask: Ask, say: (attachmentId: string) => Observable<Step>): Files => {
  const inTransfer = whileAlive<Step>(LONGEST, scheduler)

  const sendOne = (file: File): Observable<Step> =>
    defer(() => {
      const { name: fileName, size: fileSize } = file
      const id = uuid()
      const fileType = typeOf(file)
      let stray = false // there is something at the service that no message names
      const at = (loaded: number): Progress => ({ _tag: 'Progress', loaded, total: fileSize })
      // `errorsAsJson`: a refusal names the attachment.
      const request = { action: 'onAttachment', attachmentId: id, fileName, fileType, fileSize, errorsAsJson: true }
      return ask(request, (frame) => about(id, stray ? 'UploadSuccessEvent' : 'PresignedUrlResponse')(frame), id, 2).pipe(
        mergeMap((reply): Observable<Step> => {
          if (E.isLeft(reply)) return of(reply)
          stray = !stray
          if (!stray) return say(id)
          const { url, headers = {} } = reply.right
          return exchange<Step>(async (signal, tell) => {
            tell(at(0))
            const progress = (loaded: number): void => tell(at(loaded))
            return judged(await upload({ url, headers: { ...attributes(headers), 'content-type': fileType }, body: file, signal, progress }), at(fileSize))
          }).pipe(inTransfer)
        }),
        takeWhile(isProgress, true),
        finalize(() => stray && ask({ action: 'deleteAttachment', attachmentId: id }, about(id, 'AttachmentDeletedResponse')).subscribe())
      )
    })

  const sendAll = ([file, ...rest]: ReadonlyArray<File>): Observable<Step> =>
    file === undefined
      ? of(E.left(failure('noFile', 'There is no file to send.')))
      : sendOne(file).pipe(switchMap((step) => (step._tag === 'Right' && rest.length > 0 ? sendAll(rest) : of(step))))

  return {
    send: (given, limits) => {
      const files = filesOf(given)
      const wrong = files.map((file) => wrongWith(file, limits)).find(Boolean)
      return wrong ? of(E.left(wrong)) : sendAll(files)
    },
    download: (fileId, name) =>
      ask({ action: 'getAttachment', attachmentId: fileId }, about(fileId, 'PresignedUrlResponse')).pipe(
        switchMap((reply): Observable<Step> => {
          if (E.isLeft(reply)) return of(reply)
          const { url, fileName = fileId } = reply.right
          return exchange<Step>(async (signal) => {
            const response = await fetch(url, { signal })
            if (response.ok) save?.(await response.blob(), name ?? fileName)
            return judged(response.status, E.right({ response: success() }))
          }).pipe(inTransfer)
        })
      )
  }
}
