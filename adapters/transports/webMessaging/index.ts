/** Genesys Cloud web messaging: the back end that lives. One socket for the conversation, the history beside it. */
import * as E from 'fp-ts/Either'
import { defer, Observable, of, Subject, switchMap } from 'rxjs'
import type { Answer, Call, Capabilities, Inbound, Progress, Transport } from '../../../lib'
import { NO_SESSION, noCapabilities, success } from '../../../lib'
import { Text } from '../../../lib/codecs'
import { isPlain } from '../../../lib/data'
import { refused } from '../../../lib/refused'
import { checkEnvironment } from '../Environment'
import type { BackEnd, Environment } from '../Environment'
import { opening, tooMany } from './attributes'
import type { Attributes } from './attributes'
import { createSignIns } from './auth'
import type { Auth } from './auth'
import { createChat } from './chat'
import type { Chat } from './chat'
import { decodeTransport } from './config'
import type { WebMessagingConfig } from './config'
import { fetchDeployment } from './deployment'
import type { Deployment } from './deployment'
import { withSigns } from './progress'

export type { WebMessagingConfig } from './config'
export type { WebMessagingSettings, WebMessagingTransport } from './WebMessagingSettings'

const type = 'webmessaging'

/** Where the session is kept between pages. `Token` and `RefreshToken` are credentials. */
const KEY = '_genesys.widgets.webchat.state.webmessaging.'

const unavailable = refused(NO_SESSION, 'There is no chat session.')

const open = (config: WebMessagingConfig, environment: Environment): Transport => {
  const { store, scheduler, uuid } = environment
  const inbound$ = new Subject<Inbound>()
  const authOf = createSignIns(environment, config, `${KEY}RefreshToken`)
  let chat: Chat | undefined

  const capabilities: Capabilities = {
    ...noCapabilities,
    async: config.async,
    pagination: true,
    fileDownload: environment.save !== undefined,
    userDataUpdate: true
  }

  const begin = (starting: boolean, token: string, name: string, attributes: Attributes, auth: Auth): Observable<Progress | Answer> => {
    const entering = (deployment: Deployment): Observable<Answer> =>
      new Observable((subscriber) => {
        let settled = false
        const answer = (given: Answer): void => {
          settled = true
          if (E.isRight(given)) {
            store.set(`${KEY}Token`, token)
            store.set(`${KEY}Name`, name)
          }
          subscriber.next(given)
          subscriber.complete()
        }
        const over = (forget: boolean): void => {
          chat = undefined
          // Another tab may have a session of its own by now.
          if (forget && store.get(`${KEY}Token`) === token) ['Token', 'Name', 'RefreshToken'].forEach((kept) => store.remove(`${KEY}${kept}`))
        }
        const begun = createChat(environment, config, deployment, auth, token, name, attributes, starting, inbound$, answer, over)
        if (!settled) chat = begun
        return () => settled || begun.stop()
      })
    const answer$ = fetchDeployment(environment, config).pipe(
      switchMap((deployment) => (deployment.active ? entering(deployment) : refused('refused', 'The deployment is not active.')))
    )
    // It is answered in time by itself.
    return withSigns(answer$, scheduler)
  }

  const start = ({ form, userData, interactionData, options }: Extract<Call, { type: 'start' }>): Observable<Progress | Answer> => {
    const attributes = opening(config.customAttributes, config.orgGuid, interactionData, form, userData, environment.page?.() ?? {})
    const wrong = tooMany(attributes)
    if (wrong) return of(E.left(wrong))
    const { token, auth } = options
    // A page may have a token of its own: the same customer on another device.
    const given = Text.is(token) ? token : uuid()
    return begin(true, given, form.displayName, attributes, authOf(isPlain(auth) ? auth : config.auth, false))
  }

  const restore = (sessionData: string | undefined): Observable<Progress | Answer> => {
    const token = sessionData || store.get(`${KEY}Token`)
    return token ? begin(false, token, store.get(`${KEY}Name`) ?? 'Customer', {}, authOf(config.auth, true)) : unavailable
  }

  return {
    type,
    capabilities,
    frames$: defer(() => inbound$), // nobody else speaks here
    call: (call) =>
      defer(() => {
        if (call.type === 'start') return start(call)
        if (call.type === 'restore') return restore(call.sessionData)
        if (chat) return chat.call(call)
        return call.type === 'end' ? of(E.right({ response: success({}, 204) })) : unavailable
      }),
    dispose: () => chat?.stop()
  }
}

/** `webchat.transport.type: 'webmessaging'`. */
export const webMessaging: BackEnd = {
  type,
  open: (given, environment) => {
    const place = checkEnvironment(environment)
    return E.isLeft(place) ? place : E.map((config: WebMessagingConfig) => open(config, environment))(decodeTransport(given))
  }
}
