/** One session's life, from its token to its end: what is heard changes it. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, BehaviorSubject, of, Subscription } from 'rxjs'
import type { Frame, Response } from '../../../lib'
import { failure, live, success } from '../../../lib'
import { createCalls } from './calls'
import type { Chat, ChatOptions } from './ChatOptions'
import type { Good, Refusal } from './codecs'
import { createConnection } from './connection'
import type { News } from './connection'
import { consequence, responseOf } from './errors'
import { createFacts } from './facts'
import { createFiles } from './files'
import { createHistory } from './history'
import type { Found } from './history'
import { createPending, LOST } from './pending'
import { createReceiver, line } from './receiver'
import { createSpeaker } from './speaker'

export const createChat = (options: ChatOptions): Chat => {
  const { environment, config, deployment, auth, token, client, mode, answer, emit, over } = options
  const { scheduler = asyncScheduler } = environment
  const { deploymentId, domain, disconnectBehaviour } = config
  const ready$ = new BehaviorSubject(false) // connected, and nothing of the past missing
  const life = new Subscription()
  let state: 'opening' | 'open' | 'over' = 'opening'
  let sync: Subscription | undefined
  let mayType = deployment.userTyping
  const tell = (frame: Frame): void => {
    if (state === 'open') emit(E.right(frame))
  }
  const failed = (code: string, response: Response): void => tell({ _tag: 'Failed', code, response })

  /** `forget`: nothing can come back to it, so that what is stored goes. */
  const stop = (forget = false, why = failure('ended', 'The chat has ended.')): void => {
    const unanswered = state === 'opening'
    state = 'over'
    life.unsubscribe()
    speaker.close(why)
    pending.failAll(why)
    over(forget)
    if (unanswered) answer(E.left(why))
  }

  /** `why`: what everyone should know besides. */
  const finish = (forget: boolean, why?: Response): void => {
    if (state === 'over') return
    if (why) failed(`webmessaging-${why.status || why.errorReason}`, why)
    tell({ _tag: 'Ended' })
    stop(forget, why)
  }

  const disconnected = (readOnly: boolean): void => void ((readOnly || disconnectBehaviour === 'ended') && finish(true))
  const { news$, send } = createConnection(environment, config, token, auth, mode === 'start')
  const pending = createPending(send, environment)
  const { ask } = pending
  const speaker = createSpeaker(ready$, ask, send, environment, options.attributes)
  const files = createFiles(environment, ask, speaker.sayFile)
  const facts = createFacts(tell, scheduler, life)
  const receiver = createReceiver(client, tell, disconnected, scheduler)
  const { missed, older } = createHistory(environment, config, ask, receiver, tell)

  const up = ({ body: session, original }: Extract<Good, { _tag: 'SessionResponse' }>): void => {
    const opening = state === 'opening'
    const { newSession = false, readOnly = false, expirationDate } = session
    const starts = opening && mode === 'start' && newSession
    if (newSession && !starts) return finish(true, failure('sessionGone', 'The session is not there any more.'))

    const synced = (past: Found): void => {
      const spoken = E.isRight(past) ? past.right : []
      // The token is a credential: whoever has it is the customer.
      const data = { shown: { deploymentId, domain, newSession, readOnly, expirationDate }, secret: { token } }
      speaker.found(spoken.filter((one) => !receiver.isKnown(one)))
      if (state === 'opening') {
        state = 'open'
        answer(E.right({ response: success({ ...Object(original) }), session: data }))
        if (starts) tell(live(line('ParticipantJoined', client, scheduler.now(), 'start', original)))
        else receiver.restored(spoken).forEach(tell)
      } else tell({ _tag: 'Changed', session: data })
      facts.take(session)
      if (E.isLeft(past)) failed('HistoryFailed', past.left)
      receiver.fill(spoken)
      tell({ _tag: 'Regained' }) // with nothing missing any more
      if (readOnly) finish(true)
      ready$.next(state === 'open')
      if (starts && deployment.autoStart) life.add(speaker.join().subscribe((step) => step._tag === 'Left' && failed('JoinFailed', step.left)))
    }

    receiver.hold()
    sync?.unsubscribe()
    life.add((sync = (starts ? of(E.right([])) : missed(opening)).subscribe(synced)))
  }

  const refused = (frame: Refusal): void => {
    // Told of the typing, which nobody waits for.
    if (frame.code === 403 && /feature toggle/i.test(frame.text)) return void (mayType = false)
    const what = consequence(frame)
    // Nothing more goes until the session is configured with another proof.
    if (what === 'signIn') ready$.next(false)
    const waited = pending.hear(frame)
    if (what === 'ended') finish(true, waited ? undefined : responseOf(frame))
    // A rate or an old sign-in that was met by what nobody waits for is no news.
    else if (!waited && what === 'none') failed(`webmessaging-${frame.code}`, responseOf(frame))
  }

  const lost = (): void => {
    ready$.next(false)
    sync?.unsubscribe()
    tell({ _tag: 'Lost' })
    pending.failAll(failure(LOST, 'The connection was lost.'))
  }

  const heard = (frame: Good): void => {
    pending.hear(frame)
    switch (frame._tag) {
      case 'SessionResponse':
        return up(frame)
      case 'StructuredMessage':
        if (frame.reply) return facts.echoed(frame.body)
        if (frame.body.type !== 'Event') facts.spoken()
        return receiver.live(frame)
      case 'LogoutEvent':
        auth.signOut()
        return finish(true)
      case 'SessionClearedEvent':
        return finish(true)
      case 'SessionExpiredEvent':
        return finish(true, failure('sessionExpired', 'The session has expired.'))
      case 'ConnectionClosedEvent':
        return (frame.body?.reason ?? frame.body?.reasonCode) === 'signedIn'
          ? finish(true, failure('signedIn', 'The customer has signed in elsewhere.'))
          : // The session lives on in other tabs, and with it what they have stored.
            finish(false, failure('connectionClosed', 'The service closed this connection: the session has too many.'))
      case 'PresignedUrlResponse':
      case 'JwtResponse':
      case 'UploadSuccessEvent':
      case 'AttachmentDeletedResponse': // answers, which somebody waits for
        return undefined
    }
  }

  const hear = (news: News): void => {
    switch (news._tag) {
      case 'Left':
        return void (state === 'open' && emit(news))
      case 'Down':
        return lost()
      case 'Gone':
        return finish(news.forget, news.response)
      case 'Refusal':
        return refused(news)
      default: // anything good
        return heard(news)
    }
  }

  life.add(news$.subscribe(hear))

  return {
    stop,
    call: createCalls(
      ask,
      speaker,
      files,
      older,
      facts.limits,
      deployment.clear,
      () => mayType,
      () => ready$.value,
      () => (state = 'over'),
      () => stop(true),
      scheduler
    )
  }
}
