/** Web messaging behind the transport port: chats are begun and taken up, and the present one is asked. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, map, Observable, of, Subject, switchMap } from 'rxjs'
import type { Answer, Call, Capabilities, Inbound, Progress, Transport } from '../../../lib'
import { NO_SESSION, noCapabilities, success } from '../../../lib'
import { Text } from '../../../lib/codecs'
import { isPlain } from '../../../lib/data'
import { refused } from '../../../lib/timeouts'
import { withSigns } from '../conversation/withSigns'
import type { Environment } from '../Environment'
import { opening, tooMany } from './attributes'
import type { Attributes } from './attributes'
import { createSignIns } from './auth'
import type { Auth } from './auth'
import { createChat } from './chat'
import type { Chat } from './chat'
import { createClock } from '../clock'
import type { WebMessagingConfig } from './config'
import { fetchDeployment } from './deployment'
import type { Deployment } from './deployment'
import { createStorage, REFRESH_TOKEN } from './storage'
import { isRefused, whyRefused } from './whyRefused'

export const TYPE = 'webmessaging'

const unavailable = refused(NO_SESSION, 'There is no chat session.')

/** How a chat is begun: as a new one, or taken up again. */
interface Beginning {
  readonly isStarting: boolean
  readonly token: string
  /** The customer's. */
  readonly name: string
  readonly attributes: Attributes
  readonly auth: Auth
}

export const createTransport = (environment: Environment) => (config: WebMessagingConfig): Transport => {
  const { store, scheduler, uuid } = environment
  const inbound$ = new Subject<Inbound>()
  const { scheduler: ticking = asyncScheduler } = environment
  const clock = createClock(ticking)
  const stored = createStorage({ store, scheduler: ticking, keepUntil: config.keepUntil })
  const authOf = createSignIns(environment, config, REFRESH_TOKEN)
  let chat: Chat | undefined

  const capabilities: Capabilities = {
    ...noCapabilities,
    async: config.async,
    pagination: true,
    fileDownload: environment.save !== undefined,
    userDataUpdate: true
  }

  const entering = (beginning: Beginning, deployment: Deployment): Observable<Answer> =>
    new Observable((subscriber) => {
      let isSettled = false
      const answer = (given: Answer): void => {
        isSettled = true
        subscriber.next(given)
        subscriber.complete()
      }
      /** Another chat may have been begun while this one was still being erased. */
      const over = (): void => {
        if (chat === begun) chat = undefined
      }
      const begun = createChat({ environment, config, deployment, ...beginning, clock, stored: stored.of(beginning.token), tell: (inbound) => inbound$.next(inbound), answer, over })
      chat = begun
      begun.begin()
      return () => {
        if (!isSettled) begun.stop()
      }
    })

  const begin = (beginning: Beginning): Observable<Progress | Answer> => {
    const answer$ = fetchDeployment(environment, config).pipe(
      switchMap((deployment) => {
        if (!deployment.active) return refused('refused', 'The deployment is not active.')
        return entering(beginning, deployment).pipe(
          switchMap((answer): Observable<Answer> => {
            if (E.isRight(answer) || !isRefused(answer.left)) return of(answer)
            return whyRefused(environment, config, deployment, answer.left).pipe(map(E.left))
          })
        )
      })
    )
    // It is answered in time by itself.
    return withSigns(answer$, scheduler, () => true)
  }

  const start = ({ form, userData, interactionData, options }: Extract<Call, { type: 'start' }>): Observable<Progress | Answer> => {
    const attributes = opening({ configured: config.customAttributes, orgGuid: config.orgGuid, interactionData, form, userData, page: environment.page?.() ?? {} })
    const wrong = tooMany(attributes)
    if (wrong) return of(E.left(wrong))
    const { token, auth } = options
    return begin({
      isStarting: true,
      // A page may have a token of its own: the same customer on another device.
      token: Text.is(token) ? token : uuid(),
      name: form.displayName,
      attributes,
      auth: authOf(isPlain(auth) ? auth : config.auth, false)
    })
  }

  const restore = (sessionData: string | undefined): Observable<Progress | Answer> => {
    const token = sessionData || stored.token()
    if (!token) return unavailable
    return begin({ isStarting: false, token, name: stored.name() ?? 'Customer', attributes: {}, auth: authOf(config.auth, true) })
  }

  return {
    type: TYPE,
    capabilities,
    trusted: true,
    frames$: defer(() => inbound$), // nobody else speaks here
    call: (call) =>
      defer(() => {
        if (call.type === 'start') return start(call)
        if (call.type === 'restore') return restore(call.sessionData)
        if (chat) return chat.call(call)
        return call.type === 'end' ? of(E.right({ response: success({}, 204) })) : unavailable
      }),
    serverNow: clock.known,
    dispose: () => chat?.stop()
  }
}
