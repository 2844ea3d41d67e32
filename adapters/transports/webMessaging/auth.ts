/** Signed-in customers: a proof from the site is exchanged for a JWT, and the JWT refreshed when it has ended. */
import * as E from 'fp-ts/Either'
import { defer, map, of, tap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment, Store } from '../Environment'
import { request } from '../rest'
import type { SignIn, WebMessagingConfig } from './config'

export interface Auth {
  /** The JWT to configure with; `undefined` for guests. */
  readonly jwt$: Observable<E.Either<Response, string | undefined>>
  /** The JWT is no longer good: the next one is another. */
  readonly drop: () => void
}

export const guest: Auth = { jwt$: of(E.right(undefined)), drop: () => undefined }

const text = (response: Response, field: string): string | undefined => {
  const given = response[field]
  return typeof given === 'string' ? given : undefined
}

const TIMEOUT = 10_000

/**
 * `signIn`: `{ code, redirectUri, codeVerifier }` or `{ idToken, nonce }`, good for one exchange. `key`: where the
 * refresh token is kept for the next page. Endpoints: the official mobile transport.
 */
export const createAuth = (environment: Environment, { dataURL, deploymentId }: WebMessagingConfig, signIn: SignIn | undefined, key: string): Auth => {
  const store: Store = environment.store
  if (signIn === undefined && store.get(key) === undefined) return guest
  let jwt: string | undefined
  const post = (path: string, body: object) => request(environment, TIMEOUT)({ method: 'POST', url: `${dataURL}/api/v2/webdeployments/token/${path}`, body })

  const exchanged = (): Observable<E.Either<Response, Response>> => {
    const refreshToken = store.get(key)
    if (refreshToken !== undefined) return post('refresh', { refreshToken }).pipe(tap((answer) => E.isLeft(answer) && answer.left.status < 500 && answer.left.status > 0 && store.remove(key)))
    return signIn === undefined ? of(E.left(failure('signIn', 'The customer has to sign in again.'))) : post('oauthcodegrantjwtexchange', { deploymentId, oauth: signIn })
  }

  return {
    jwt$: defer(() =>
      jwt !== undefined
        ? of(E.right(jwt))
        : exchanged().pipe(
            map((answer): E.Either<Response, string> => {
              // The credentials of the answer go nowhere else.
              if (E.isLeft(answer)) return E.left(failure('signIn', 'The sign-in was refused.', { status: answer.left.status }))
              jwt = text(answer.right, 'jwt')
              const refreshToken = text(answer.right, 'refreshToken')
              if (refreshToken !== undefined) store.set(key, refreshToken)
              return jwt === undefined ? E.left(failure('malformed', 'No JWT came.')) : E.right(jwt)
            })
          )
    ),
    drop: () => {
      jwt = undefined
    }
  }
}
