/**
 * Files, up and down. One per message: several files are several messages, one after the other. Why a transfer failed may
 * hold its address, and addresses are as good as tokens: left out.
 */
import * as E from 'fp-ts/Either'
import { concat, defer, finalize, mergeMap, Observable, of, switchMap, take, takeWhile, timeout } from 'rxjs'
import type { Answer, Progress } from '../../../lib'
import { failure, success } from '../../../lib'
import { isPlain } from '../../../lib/data'
import type { Environment, Upload } from '../Environment'
import { filesOf } from '../filesOf'
import { attributes } from './attributes'
import type { Good, Presigned } from './codecs'
import { typeOf } from './limits'
import type { Ask } from './pending'
import { isProgress } from './progress'

type Step = Progress | Answer

export interface Files {
  readonly send: (given: unknown) => Observable<Step>
  readonly download: (fileId: string, fileName?: string) => Observable<Step>
}

/** The longest without news of a transfer, in ms. */
const LONGEST = 600_000

const lost: Answer = E.left(failure('network', 'The transfer failed.'))

/** What answers for this attachment. Only the address holds more than the id, and it is read of nothing else. */
const about = (id: string, tag: Good['_tag']) => (frame: Good): Presigned | undefined =>
  frame._tag === tag && isPlain(frame.body) && frame.body['attachmentId'] === id ? (frame.body as Presigned) : undefined

/** `say`: sends the message that names an uploaded file. */
export const createFiles = (environment: Environment, ask: Ask, say: (attachmentId: string) => Observable<Step>): Files => {
  const { fetch, scheduler, uuid, save } = environment
  const put = environment.upload ?? (async ({ url, ...given }: Upload) => (await fetch(url, { method: 'PUT', ...given })).status)

  /** What `work` tells, and why it failed; it answers with an HTTP status. Unsubscribing aborts it, unless it is to be heard out. */
  const transfer = (work: (tell: (step: Step) => void, signal: AbortSignal) => Promise<number>, outlives?: () => boolean): Observable<Step> =>
    new Observable<Step>((subscriber) => {
      const abort = new AbortController()
      const tell = (step: Step): void => subscriber.next(step)
      subscriber.add(() => outlives?.() || abort.abort())
      work(tell, abort.signal).then(
        (status) => (status >= 200 && status < 300) || tell(E.left(failure('http', `HTTP ${status}`, { status }))),
        () => tell(lost)
      )
    }).pipe(timeout({ each: LONGEST, scheduler, with: () => of(lost) }))

  const upload = (file: File): Observable<Step> =>
    defer(() => {
      const { name: fileName, size: fileSize } = file
      const id = uuid()
      const fileType = typeOf(file)
      let stray = false // there is something at the service that no message names
      const at = (loaded: number): Progress => ({ _tag: 'Progress', loaded, total: fileSize })
      // `errorsAsJson`: a refusal names the attachment.
      const request = { action: 'onAttachment', attachmentId: id, fileName, fileType, fileSize, errorsAsJson: true }
      return ask(request, (frame) => about(id, stray ? 'UploadSuccessEvent' : 'PresignedUrlResponse')(frame), uuid(), 2).pipe(
        mergeMap((reply): Observable<Step> => {
          if (E.isLeft(reply)) return of(reply)
          stray = !stray
          if (!stray) return concat(of(at(fileSize)), say(id))
          const { url, headers = {} } = reply.right
          return transfer(
            async (tell, signal) => {
              tell(at(0))
              // Begin and end are told anyway.
              const progress = (loaded: number): void => void (loaded < fileSize && tell(at(loaded)))
              return put({ url, headers: { ...attributes(headers), 'content-type': fileType }, body: file, signal, progress })
            },
            // What has come is heard out, whatever becomes of the message: cut off, it would look as if it had failed.
            () => !stray
          )
        }),
        takeWhile(isProgress, true),
        finalize(() => stray && ask({ action: 'deleteAttachment', attachmentId: id }, about(id, 'AttachmentDeletedResponse')).subscribe())
      )
    })

  const sendAll = ([file, ...rest]: ReadonlyArray<File>): Observable<Step> =>
    file === undefined
      ? of(E.left(failure('noFile', 'There is no file to send.')))
      : upload(file).pipe(switchMap((step) => (step._tag === 'Right' && rest.length > 0 ? sendAll(rest) : of(step))))

  const download = (fileId: string, name: string | undefined, tries: number): Observable<Step> =>
    ask({ action: 'getAttachment', attachmentId: fileId }, about(fileId, 'PresignedUrlResponse')).pipe(
      switchMap((reply): Observable<Step> => {
        if (E.isLeft(reply)) return of(reply)
        const { url, fileName = fileId } = reply.right
        return transfer(async (tell, signal) => {
          const response = await fetch(url, { signal })
          if (response.ok) {
            save?.(await response.blob(), name ?? fileName)
            tell(E.right({ response: success() }))
          }
          return response.status
        })
      }),
      take(1),
      // An address lives about ten minutes: one that is no longer good is asked for once more.
      switchMap((step) => (tries > 0 && step._tag === 'Left' && step.left.status === 404 ? download(fileId, name, 0) : of(step)))
    )

  return {
    send: (given) => sendAll(filesOf(given)),
    download: (fileId, name) => download(fileId, name, 1)
  }
}
