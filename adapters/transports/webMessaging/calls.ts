/** What the core asks of a running chat. */
import * as E from 'fp-ts/Either'
import { defer, map, of, timeout } from 'rxjs'
import type { BehaviorSubject, Observable, SchedulerLike } from 'rxjs'
import type { Answer, Call, Progress } from '../../../lib'
import { failure, success } from '../../../lib'
import type { Files } from './files'
import type { Limits } from './limits'
import type { Ask } from './pending'
import { withSigns } from './progress'
import { clear } from './requests'
import type { Speaker } from './speaker'

/** Everything that is not answered below: the compiler tells when something is missing. */
type Unsupported = 'start' | 'restore' | 'sendCustomNotice' | 'poll' | 'startPoll' | 'stopPoll' | 'pausePoll' | 'resetPollExceptions'

/** Ms that an erasure may take: the end waits no longer for it. */
const CLEARING = 5_000

const done = (body = {}, status = 200): Answer => E.right({ response: success(body, status) })

/**
 * `older`: the next older page. `clears`: the customer's end erases the conversation. `ready$`: who waits for a
 * connection is given no signs of life. `hush`: the end is under way, nothing more is told. `leave`: closes the connection and forgets the session.
 */
export const createCalls = (
  ask: Ask,
  speaker: Speaker,
  files: Files,
  older: Observable<Answer>,
  limits: () => Limits,
  clears: boolean,
  mayType: () => boolean,
  ready$: BehaviorSubject<boolean>,
  hush: () => void,
  leave: () => void,
  scheduler: SchedulerLike
): ((call: Call) => Observable<Progress | Answer>) => {
  const end = (): Observable<Answer> => {
    hush()
    const cleared$ = ask(clear, ({ _tag }) => _tag === 'SessionClearedEvent' || undefined)
    // Refused, lost or slow: the customer's end is the end all the same.
    return (clears ? cleared$.pipe(timeout({ first: CLEARING, scheduler, with: () => of(undefined) })) : of(undefined)).pipe(
      map(() => {
        leave()
        return done({}, 204)
      })
    )
  }

  const answer = (call: Call): Observable<Progress | Answer> => {
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
        return older
      case 'sendFile':
        return files.send(call.files, limits())
      case 'getFileLimits':
        return of(done(limits()))
      case 'downloadFile':
        return files.download(call.fileId, call.fileName)
      case 'sleep':
      case 'wake':
        return of(done())
    }
    const type: Unsupported = call.type
    return of(E.left(failure('unsupported', `Web messaging has no ${type}.`)))
  }

  // A download needs no more of the connection than its address.
  return (call) => withSigns(defer(() => answer(call)), scheduler, () => ready$.value || call.type === 'downloadFile')
}
