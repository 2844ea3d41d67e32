/** Files, up and down. One per message: several files are several messages, one after the other. */
import * as E from 'fp-ts/Either'
import { concat, concatMap, defer, finalize, map, merge, of, switchMap, takeWhile, tap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer, Progress, Response } from '../../../lib'
import { failure, success } from '../../../lib'
import { isPlain } from '../../../lib/data'
import type { Environment } from '../Environment'
import { attributes } from './attributes'
import type { Good, Presigned } from './codecs'
import { filesOf } from '../filesOf'
import { typeOf, wrongWith } from './limits'
import type { Limits } from './limits'
import type { Pending } from './pending'
import { withSigns } from './progress'
import type { Request } from './requests'
import { deleteAttachment, getAttachment, onAttachment } from './requests'
import { download, progress, transfer, upload as send } from './transfers'

type Step = Progress | Answer
const isDone = (step: Step): boolean => step._tag === 'Right'

export interface Files {
  readonly send: (given: unknown, limits: Limits) => Observable<Step>
  readonly download: (fileId: string, fileName: string | undefined) => Observable<Step>
}

/** `say`: sends the message that names an uploaded file. */
export const createFiles = (environment: Environment, { ask, expect }: Pending, say: (attachmentId: string) => Observable<Step>): Files => {
  const { scheduler, uuid, save } = environment
  const about = (attachmentId: string, tag: Good['_tag']) => (frame: Good): boolean =>
    frame._tag === tag && isPlain(frame.body) && frame.body['attachmentId'] === attachmentId

  const presigned = (request: Request, id: string): Observable<E.Either<Response, Presigned>> =>
    ask(request, about(id, 'PresignedUrlResponse')).pipe(
      map((reply) => (E.isLeft(reply) ? reply : reply.right._tag === 'PresignedUrlResponse' ? E.right(reply.right.body) : E.left(failure('malformed', 'No address came.'))))
    )

  /**
   * Whether it has come is told on the socket, mostly before the request itself has been answered. From then on the
   * request is heard out, whatever becomes of the message: cut off, it would look as if it had failed.
   */
  const put = (file: File, { url, headers: given }: Presigned, request: Request, id: string): Observable<Progress | E.Either<Response, unknown>> => {
    const headers = { ...attributes(given ?? {}), 'content-type': typeOf(file) }
    let told = false
    return transfer<Progress | E.Either<Response, unknown>>(
      (signal) =>
        merge(
          expect(request, about(id, 'UploadSuccessEvent')).pipe(tap((reply) => (told = E.isRight(reply) || reply.left.status > 0))),
          send(environment, { url, headers, body: file, signal })
        ).pipe(takeWhile((step) => step._tag === 'Progress', true)),
      scheduler,
      () => told
    )
  }

  const upload = (file: File): Observable<Step> =>
    defer(() => {
      const id = uuid()
      const request = onAttachment(id, file.name, typeOf(file), file.size)
      let stray = false // there is something at the service that no message names
      return presigned(request, id).pipe(
        switchMap((target): Observable<Step> => {
          if (E.isLeft(target)) return of(target)
          stray = true
          return concat(
            of(progress(0, file.size)),
            withSigns(put(file, target.right, request, id), scheduler).pipe(
              concatMap((step): Observable<Step> => {
                if (step._tag !== 'Right') return of(step)
                stray = false
                return concat(of(progress(file.size, file.size)), say(id))
              })
            )
          )
        }),
        finalize(() => stray && ask(deleteAttachment(id), about(id, 'AttachmentDeletedResponse')).subscribe())
      )
    })

  const sendAll = ([file, ...rest]: ReadonlyArray<File>): Observable<Step> =>
    file === undefined
      ? of(E.left(failure('noFile', 'There is no file to send.')))
      : upload(file).pipe(concatMap((step) => (isDone(step) && rest.length > 0 ? sendAll(rest) : of(step))))

  const get = (fileId: string, fileName: string | undefined, tries: number): Observable<Answer> =>
    presigned(getAttachment(fileId), fileId).pipe(
      switchMap((target) =>
        E.isLeft(target)
          ? of(target)
          : download(environment, target.right.url).pipe(
              switchMap((content): Observable<Answer> => {
                // An address lives about ten minutes: one that is no longer good is asked for once more.
                if (E.isLeft(content)) return content.left.status === 404 && tries > 0 ? get(fileId, fileName, tries - 1) : of(content)
                save?.(content.right, fileName ?? target.right.fileName ?? fileId)
                return of(E.right({ response: success() }))
              })
            )
      )
    )

  return {
    send: (given, limits) => {
      const files = filesOf(given)
      const wrong = files.map((file) => wrongWith(file, limits)).find((response) => response !== undefined)
      return wrong ? of(E.left(wrong)) : sendAll(files)
    },
    download: (fileId, fileName) => withSigns(get(fileId, fileName, 1), scheduler)
  }
}
