/** One session's life, from its token to its end: what is heard changes it. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, BehaviorSubject, EMPTY, map, Subject, Subscription, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Frame, Response } from '../../../lib'
import { failure } from '../../../lib'
import { joined } from './agents'
import { createCalls } from './calls'
import type { Chat, ChatOptions } from './ChatOptions'
import type { Good, Refusal, SessionBody } from './codecs'
import type { News } from './connection'
import { ended, endingOf, isFinal, sessionGone } from './ending'
import { consequence, responseOf } from './errors'
import { createParts } from './parts'
import type { Found } from './past'
import { LOST } from './pending'
import { opened, sessionData } from './sessionData'

export const createChat = (options: ChatOptions): Chat => {
  const { environment: { scheduler = asyncScheduler }, config, deployment, auth, token, mode, answer, emit, over } = options
  const ready$ = new BehaviorSubject(false)
  const sync$ = new Subject<Observable<() => void>>()
  const life = new Subscription()
  let state: 'opening' | 'open' | 'over' = 'opening'
  let mayType = deployment.userTyping
  let hushed = false
  const tell = (frame: Frame): void => {
    if (state === 'open' && !hushed) emit(E.right(frame))
  }
  const failed = (code: string, response: Response): void => tell({ _tag: 'Failed', code, response })

  const stop = (why: Response = ended): void => {
    state = 'over'
    life.unsubscribe()
    pending.failAll(why)
    queue.close(why)
  }

  const finish = (forget: boolean, why?: Response): void => {
    if (state === 'over' || hushed) return
    const before = state
    if (why) failed(`webmessaging-${why.status || (why.errorReason ?? '')}`, why)
    tell({ _tag: 'Ended' })
    stop(why)
    over(forget)
    if (before === 'opening') answer(E.left(why ?? ended))
  }

  const disconnected = (readOnly: boolean): void => void ((readOnly || config.disconnectBehaviour === 'ended') && finish(true))
  const { connection, pending, queue, speaker, receiver, files, facts, missed, older } = createParts(options, { ready$, life, tell, disconnected })

  const begin = (session: SessionBody, original: unknown): void => {
    state = 'open'
    answer(opened(config, token, session, original))
  }

  const started = (session: SessionBody, original: unknown): void => {
    begin(session, original)
    tell(joined(options.client, scheduler.now(), original))
    facts.take(session)
    ready$.next(true)
    if (deployment.autoStart) {
      life.add(speaker.join().subscribe((step) => step._tag === 'Left' && failed('JoinFailed', step.left)))
    }
  }

  const synced = (session: SessionBody, original: unknown, past: Found): void => {
    const bodies = E.isRight(past) ? past.right : []
    speaker.found(bodies.filter((spoken) => !receiver.isKnown(spoken)))
    if (state === 'opening') {
      begin(session, original)
      receiver.restored(bodies).forEach(tell)
      facts.take(session)
    }
    if (E.isLeft(past)) failed('HistoryFailed', past.left)
    receiver.fill(bodies)
    tell({ _tag: 'Regained' }) // with nothing missing any more
    if (session.readOnly === true) finish(true)
    if (state === 'open') ready$.next(true)
  }

  const up = (session: SessionBody, original: unknown): void => {
    if (state === 'opening' && mode === 'start' && session.newSession === true) return started(session, original)
    if (session.newSession === true) return finish(true, sessionGone)
    receiver.hold()
    tell({ _tag: 'Changed', session: sessionData(config, token, session) })
    if (state === 'open') facts.take(session)
    sync$.next(missed(state === 'opening').pipe(map((past) => () => synced(session, original, past))))
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

  const heard = (frame: Good | Refusal): void => {
    if (frame._tag === 'Refusal') return refused(frame)
    pending.hear(frame)
    if (frame._tag === 'LogoutEvent') auth.signOut()
    const ending = endingOf(frame)
    if (ending) return finish(ending.forget, ending.why)
    if (frame._tag !== 'StructuredMessage') return
    const { body, original } = frame
    if (frame.reply) return facts.echoed(body)
    if (body.type !== 'Event') facts.spoken()
    receiver.live({ body, original })
  }

  const lost = (): void => {
    ready$.next(false)
    sync$.next(EMPTY)
    tell({ _tag: 'Lost' })
    pending.failAll(failure(LOST, 'The connection was lost.'))
  }

  const hear = (news: News): void => {
    switch (news._tag) {
      case 'Up':
        return up(news.session, news.original)
      case 'Heard':
        return heard(news.frame)
      case 'Bad':
        return void (state === 'open' && emit(E.left(news.malformed)))
      case 'Down':
        return lost()
      case 'Gone':
        return finish(isFinal(news.response), news.response)
    }
  }

  life.add(sync$.pipe(switchMap((work$) => work$)).subscribe((then) => then()))
  life.add(connection.news$.subscribe(hear))

  return {
    stop: () => stop(),
    call: createCalls({
      speaker, files, pending, older, scheduler,
      limits: facts.limits,
      clears: deployment.clear,
      mayType: () => mayType && ready$.value,
      hush: () => (hushed = true),
      leave: () => (stop(), over(true))
    })
  }
}
