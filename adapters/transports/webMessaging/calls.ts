/** What the core asks of a running chat. */
import * as E from 'fp-ts/Either'
import { defer, of } from 'rxjs'
import type { BehaviorSubject, Observable, SchedulerLike } from 'rxjs'
import type { Answer, Call, Progress } from '../../../lib'
import { failure, success } from '../../../lib'
import type { Files } from './files'
import type { Limits } from './limits'
import { withSigns } from './progress'
import type { Speaker } from './speaker'

/** Everything that is not answered below: the compiler tells when something is missing. */
type Unsupported = 'start' | 'restore' | 'sendCustomNotice' | 'poll' | 'startPoll' | 'stopPoll' | 'pausePoll' | 'resetPollExceptions'

const done = (body = {}): Answer => E.right({ response: success(body) })

/** `older`: the next older page. `end`: the customer's. `ready$`: who waits for a connection is given no signs of life. */
export const createCalls = (
  speaker: Speaker,
  files: Files,
  older: Observable<Answer>,
  end: () => Observable<Answer>,
  limits: () => Limits,
  mayType: () => boolean,
  ready$: BehaviorSubject<boolean>,
  scheduler: SchedulerLike
): ((call: Call) => Observable<Progress | Answer>) => {
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
