/** One session's life, from its token to its end: what is heard changes it. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, BehaviorSubject, map, merge, of, Subject, Subscription } from 'rxjs'
import type { Observable, Observer } from 'rxjs'
import type { Answer, Call, Frame, Inbound, Party, Progress, Response } from '../../../lib'
import { failure, live, success } from '../../../lib'
import { inTime, refused } from '../../../lib/refused'
import type { Environment } from '../Environment'
import type { Attributes } from './attributes'
import type { Auth } from './auth'
import type { Good, Refusal } from './codecs'
import type { WebMessagingConfig } from './config'
import { createConnection } from './connection'
import type { Deployment } from './deployment'
import { isEnd, isRate, isSignIn } from './errors'
import { createFacts } from './facts'
import { createFiles } from './files'
import { createHistory } from './history'
import { createPending } from './pending'
import { withSigns } from './progress'
import { createReceiver, line } from './receiver'
import type { Found } from './receiver'
import { clear } from './requests'
import { createSpeaker } from './speaker'
import type { Ready } from './speaker'

/** Ms that an erasure may take: the end waits no longer for it. */
const CLEARING = 5_000

/** Everything that is not answered below, and that the core does not ask for: the compiler tells when something is missing. */
type Unsupported = 'start' | 'restore' | 'sendCustomNotice' | 'poll' | 'startPoll' | 'stopPoll' | 'pausePoll' | 'resetPollExceptions' | 'sleep' | 'wake'

const done = (body = {}, status = 200): Answer => E.right({ response: success(body, status) })

export interface Chat {
  readonly call: (call: Call) => Observable<Progress | Answer>
  /** Closes the connection without a word. */
  readonly stop: () => void
}

/**
 * `name`: the customer's. `starting`: a new chat, not one that is taken up again. `answer`: called before any frame, and
 * with why it is over at its end; only the first counts. `over`: called once, at its end. `forget`: nothing can come back to it, so that what is stored goes.
 */
export const createChat = (
  environment: Environment,
  config: WebMessagingConfig,
  deployment: Deployment,
  auth: Auth,
  token: string,
  name: string,
  attributes: Attributes,
  starting: boolean,
  inbound$: Pick<Observer<Inbound>, 'next'>,
  answer: (answer: Answer) => void,
  over: (forget: boolean) => void
): Chat => {
  const { scheduler = asyncScheduler } = environment
  const { deploymentId, domain, disconnectBehaviour } = config
  /** While there is a connection, and nothing of the past is missing: what had been missed before. */
  const ready$ = new BehaviorSubject<Ready>(undefined)
  const closed$ = new Subject<Answer>() // what everyone gets who waits when it is over
  const life = new Subscription()
  let state: 'opening' | 'open' | 'over' = 'opening'
  let sync: Subscription | undefined
  let mayType = deployment.typing
  const client: Party = { name, type: 'Client' }
  const emit = (inbound: Inbound): void => {
    if (state === 'open') inbound$.next(inbound)
  }
  const tell = (frame: Frame): void => emit(E.right(frame))
  const failed = (response: Response, code = `webmessaging-${response.status || response.errorReason}`): void => tell({ _tag: 'Failed', code, response })

  const ended = (reason: string): Response => failure(reason, 'The chat session has ended.')

  const stop = (forget = false, why = ended('ended')): void => {
    state = 'over'
    life.unsubscribe()
    ready$.next(undefined)
    closed$.next(E.left(why))
    pending.failAll()
    over(forget)
    answer(E.left(why))
  }

  /** `why`: what everyone should know besides. */
  const finish = (forget: boolean, why?: Response): void => {
    if (state === 'over') return
    if (why) failed(why)
    tell({ _tag: 'Ended' })
    stop(forget, why)
  }

  const disconnected = (readOnly: boolean): void => void ((readOnly || disconnectBehaviour === 'ended') && finish(true))
  /** Until the session is configured, again. */
  const wait = (): void => {
    ready$.next(undefined)
    sync?.unsubscribe()
  }
  const lost = (): void => {
    wait()
    tell({ _tag: 'Lost' })
    pending.failAll()
  }

  const { told$, send } = createConnection(environment, config, token, auth, starting, lost, finish)
  const pending = createPending(send, environment)
  const { ask } = pending
  const speaker = createSpeaker(ready$, ask, send, environment, attributes)
  const files = createFiles(environment, ask, speaker.sayFile)
  const facts = createFacts(tell, scheduler, life)
  const { live: heard, missed, fill, older } = createReceiver(client, createHistory(environment, config, ask), tell, disconnected, scheduler)

  const up = ({ body: session, original }: Extract<Good, { _tag: 'SessionResponse' }>): void => {
    const opening = state === 'opening'
    const { newSession = false, readOnly = false, expirationDate } = session
    const starts = opening && starting && newSession
    if (newSession && !starts) return finish(true, ended('sessionGone'))

    const synced = (past: Found): void => {
      const spoken = E.isRight(past) ? past.right : []
      // The token is a credential: whoever has it is the customer.
      const data = { shown: { deploymentId, domain, newSession, readOnly, expirationDate }, secret: { token } }
      if (opening) {
        state = 'open'
        answer(E.right({ response: success({ ...Object(original) }), session: data }))
        if (starts) tell(live(line('ParticipantJoined', client, { at: scheduler.now(), key: 'start', original })))
      } else tell({ _tag: 'Changed', session: data })
      const found = fill(spoken)
      facts.take(session)
      if (E.isLeft(past)) failed(past.left, 'HistoryFailed')
      tell({ _tag: 'Regained' }) // with nothing missing any more
      if (readOnly) finish(true)
      if (state === 'open') ready$.next(found)
      if (starts && deployment.autoStart) life.add(speaker.join().subscribe((step) => step._tag === 'Left' && failed(step.left)))
    }

    life.add((sync = (starts ? of(E.right([])) : missed(opening)).subscribe(synced)))
  }

  const hearRefusal = (frame: Refusal): void => {
    const { response } = frame
    // Told of the typing, which nobody waits for.
    if (response.status === 403 && /toggle/i.test(response.statusText)) return void (mayType = false)
    const renewed = isSignIn(response) // by the connection
    if (renewed) wait()
    // What was met by what nobody waits for, and passes by itself, is no news.
    if (!pending.hear(frame) && !isRate(response) && !renewed) failed(response)
    if (isEnd(response)) finish(true)
  }

  const hear = (frame: Good): void => {
    pending.hear(frame)
    switch (frame._tag) {
      case 'SessionResponse':
        return up(frame)
      case 'StructuredMessage':
        facts.hear(frame)
        return frame.reply ? undefined : heard(frame)
      case 'SessionExpiredEvent':
        return finish(true, ended('sessionExpired'))
      case 'ConnectionClosedEvent': {
        // Put out by too many connections, it lives on in other tabs, and with it what they have stored. Sources name the field differently.
        const signedIn = Object.values(Object(frame.body)).includes('signedIn')
        return finish(signedIn, ended(signedIn ? 'signedIn' : 'connectionClosed'))
      }
      case 'LogoutEvent':
        auth.signOut()
        return finish(true)
      case 'SessionClearedEvent':
        return finish(true)
    }
  }

  life.add(
    told$.subscribe((told) => {
      if (E.isLeft(told)) return emit(told)
      return told.right._tag === 'Refusal' ? hearRefusal(told.right) : hear(told.right)
    })
  )

  /** The customer's: nothing more is told. Refused, lost or slow, the erasure does not put it off. */
  const end = (): Observable<Answer> => {
    state = 'over'
    const cleared$: Observable<unknown> = deployment.clear
      ? ask(clear, ({ _tag }) => _tag === 'SessionClearedEvent' || undefined).pipe(inTime(CLEARING, scheduler))
      : of(undefined)
    return cleared$.pipe(
      map(() => {
        stop(true)
        return done({}, 204)
      })
    )
  }

  const answered = (call: Exclude<Call, { type: 'end' }>): Observable<Progress | Answer> => {
    switch (call.type) {
      case 'sendMessage':
        return speaker.say(call.text, call.options)
      case 'sendTyping':
        if (mayType) speaker.type()
        return of(done())
      case 'updateUserData':
        return of(speaker.attach(call.userData))
      case 'fetchHistory':
        return older
      case 'sendFile':
        return files.send(call.files, facts.limits())
      case 'getFileLimits':
        return of(done(facts.limits()))
      case 'downloadFile':
        return files.download(call.fileId, call.fileName)
    }
    const type: Unsupported = call.type
    return refused('unsupported', `Web messaging has no ${type}.`)
  }

  return {
    stop,
    call: (call) =>
      call.type === 'end'
        ? end()
        : // Who waits for a connection is given no signs of life; a download needs no more of it than its address.
          withSigns(merge(closed$, answered(call)), scheduler, () => ready$.value !== undefined || call.type === 'downloadFile')
  }
}
