/** What the core asks of a running chat. */
import * as E from 'fp-ts/Either'
import { defer, map, of, switchMap, take, tap, timeout, timer } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Answer, Call, Progress } from '../../../lib'
import { failure, success } from '../../../lib'
import type { Files } from './files'
import type { Limits } from './limits'
import { retryAfter } from './pending'
import type { Pending } from './pending'
import { withSigns } from './progress'
import { clear } from './requests'
import type { Speaker } from './speaker'

export interface Parts {
  readonly speaker: Speaker
  readonly files: Files
  readonly pending: Pick<Pending, 'ask'>
  /** The next older page. */
  readonly older: Observable<Answer>
  /** The customer's end erases the conversation. */
  readonly clears: boolean
  readonly scheduler: SchedulerLike
  readonly mayType: () => boolean
  readonly limits: () => Limits
  /** The end is under way: nothing more is told. */
  readonly hush: () => void
  /** Closes the connection and forgets the session. */
  readonly leave: () => void
}

/** Ms that an erasure may take: the end waits no longer for it. */
const CLEARING = 5_000

const done = (body = {}, status = 200): Answer => E.right({ response: success(body, status) })

export const unsupported = (type: string): Answer => E.left(failure('unsupported', `Web messaging has no ${type}.`))

export const createCalls = ({ speaker, files, pending, older, clears, scheduler, mayType, limits, hush, leave }: Parts): ((call: Call) => Observable<Progress | Answer>) => {
  const end = (): Observable<Answer> => {
    hush()
    const asked$: Observable<unknown> = pending.ask(clear, ({ _tag }) => _tag === 'SessionClearedEvent' || _tag === 'ConnectionClosedEvent').pipe(
      switchMap((reply) => (retryAfter(reply) === undefined ? of(reply) : timer(retryAfter(reply) ?? 0, scheduler).pipe(switchMap(() => asked$))))
    )
    // Refused, lost or slow: the customer's end is the end all the same.
    return (clears ? asked$.pipe(timeout({ first: CLEARING, scheduler, with: () => of(undefined) })) : of(undefined)).pipe(
      take(1),
      tap(leave),
      map(() => done({}, 204))
    )
  }

  return (call) =>
    defer((): Observable<Progress | Answer> => {
      switch (call.type) {
        case 'end':
          return end()
        case 'sendMessage':
          return speaker.say(call.text, call.options)
        case 'sendTyping':
          if (call.typing && mayType()) speaker.type()
          return of(done())
        case 'updateUserData':
          return of(speaker.attach(call.userData))
        case 'fetchHistory':
          // Perhaps it waits its turn: ten a minute are allowed.
          return withSigns(older, scheduler)
        case 'sendFile':
          return files.send(call.files, limits())
        case 'getFileLimits':
          return of(done(limits()))
        case 'downloadFile':
          return files.download(call.fileId, call.fileName)
        case 'sleep':
        case 'wake':
          return of(done())
        case 'start':
        case 'restore':
        case 'sendCustomNotice':
        case 'poll':
        case 'startPoll':
        case 'stopPoll':
        case 'pausePoll':
        case 'resetPollExceptions':
          return of(unsupported(call.type))
      }
    })
}
