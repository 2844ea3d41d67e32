/** Files, up and down. One per message: several files are several messages, one after the other. */
import * as E from 'fp-ts/Either'
import { concat, defer, EMPTY, finalize, mergeMap, of, switchMap, takeWhile, timer } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer, Progress } from '../../../lib'
import { failure, success } from '../../../lib'
import { isPlain } from '../../../lib/data'
import { isProgress, TIMEOUT } from '../../../lib/Transport'
import { refused, whileAlive } from '../../../lib/timeouts'
import { isAcceptable, REFUSED_ADDRESS } from '../address'
import type { Environment } from '../Environment'
import { filesOf } from '../filesOf'
import { exchange } from '../rest'
import type { Good, Presigned } from './codecs'
import { typeOf, wrongWith } from './limits'
import type { Limits } from './limits'
import type { Ask } from './pending'
import { uploadHeaders } from './uploadHeaders'

type Step = Progress | Answer

export interface Files {
  /** All or none: what is wrong with one of them is said before the first. */
  readonly send: (given: unknown, limits: Limits) => Observable<Step>
  readonly download: (fileId: string, fileName?: string) => Observable<Step>
}

export interface FilesOptions {
  readonly environment: Environment
  /** The configured address of the API: decides on what is accepted without encryption. */
  readonly dataURL: string
  readonly ask: Ask
  /** Sends the message that names an uploaded file. */
  readonly say: (attachmentId: string) => Observable<Step>
}

/** The longest without news of a transfer, in ms. */
const LONGEST = 600_000
/** How long the service may take to say that it has what was uploaded, in ms. */
const CONFIRMING = 30_000

/** What answers for this attachment. Only the address holds more than the id, and it is read of nothing else. */
const about = (id: string, tag: Good['_tag']) => (frame: Good): Presigned | undefined =>
  frame._tag === tag && isPlain(frame.body) && frame.body['attachmentId'] === id ? (frame.body as Presigned) : undefined

/** The answer where nobody says what became of an upload. */
const unconfirmed$ = refused(TIMEOUT, `The service did not say within ${CONFIRMING} ms that it has the file.`)

const refusedAddress = refused('address', REFUSED_ADDRESS)

/** `step` when the transfer went well, by its HTTP status. */
const judged = (status: number, step: Step): Step => (status >= 200 && status < 300 ? step : E.left(failure('http', `HTTP ${status}`, { status })))

export const createFiles = ({ environment: { fetch, upload, save, scheduler, uuid }, dataURL, ask, say }: FilesOptions): Files => {
  const mayTransfer = (url: string): boolean => isAcceptable(url, { secure: 'https', configured: dataURL })
  const inTransfer = whileAlive<Step>(LONGEST, scheduler)

  /** Announced, which is answered by an address; uploaded there, which is answered by a second frame; then said. */
  const sendOne = (file: File): Observable<Step> =>
    defer(() => {
      const { name: fileName, size: fileSize } = file
      const id = uuid()
      const fileType = typeOf(file)
      /** There is something at the service that no message names. */
      let isStray = false
      const at = (loaded: number): Progress => ({ _tag: 'Progress', loaded, total: fileSize })
      const uploading = ({ url, headers = {} }: Presigned): Observable<Step> => {
        if (!mayTransfer(url)) return refusedAddress
        const transfer$ = exchange<Step>(async (signal, tell) => {
          tell(at(0))
          const progress = (loaded: number): void => tell(at(loaded))
          const status = await upload({ url, headers: { ...uploadHeaders(headers), 'content-type': fileType }, body: file, signal, progress })
          return judged(status, at(fileSize))
        }).pipe(inTransfer)
        const waiting$ = timer(CONFIRMING, scheduler).pipe(mergeMap(() => (isStray ? unconfirmed$ : EMPTY)))
        return concat(transfer$, waiting$)
      }

      // `errorsAsJson`: a refusal names the attachment.
      const request = { action: 'onAttachment', attachmentId: id, fileName, fileType, fileSize, errorsAsJson: true }
      const pick = (frame: Good): Presigned | undefined => about(id, isStray ? 'UploadSuccessEvent' : 'PresignedUrlResponse')(frame)
      return ask({ request, pick, tracingId: id, count: 2 }).pipe(
        mergeMap((reply): Observable<Step> => {
          if (E.isLeft(reply)) return of(reply)
          isStray = !isStray
          return isStray ? uploading(reply.right) : say(id)
        }),
        takeWhile(isProgress, true),
        finalize(() => {
          if (isStray) ask({ request: { action: 'deleteAttachment', attachmentId: id }, pick: about(id, 'AttachmentDeletedResponse') }).subscribe()
        })
      )
    })

  const sendAll = ([file, ...rest]: ReadonlyArray<File>): Observable<Step> => {
    if (file === undefined) return of(E.left(failure('noFile', 'There is no file to send.')))
    return sendOne(file).pipe(switchMap((step) => (step._tag === 'Right' && rest.length > 0 ? sendAll(rest) : of(step))))
  }

  return {
    send: (given, limits) => {
      const files = filesOf(given)
      const wrong = files.map((file) => wrongWith(file, limits)).find(Boolean)
      return wrong ? of(E.left(wrong)) : sendAll(files)
    },
    download: (fileId, name) =>
      ask({ request: { action: 'getAttachment', attachmentId: fileId }, pick: about(fileId, 'PresignedUrlResponse') }).pipe(
        switchMap((reply): Observable<Step> => {
          if (E.isLeft(reply)) return of(reply)
          const { url, fileName = fileId } = reply.right
          if (!mayTransfer(url)) return refusedAddress
          return exchange<Step>(async (signal) => {
            const response = await fetch(url, { signal, credentials: 'omit' })
            if (response.redirected && !mayTransfer(response.url)) return E.left(failure('address', REFUSED_ADDRESS))
            if (response.ok) save?.(await response.blob(), name ?? fileName)
            return judged(response.status, E.right({ response: success() }))
          }).pipe(inTransfer)
        })
      )
  }
}
