/** Signed-in customers: a proof from the site is exchanged for a JWT, and the JWT refreshed when it has ended. */
import * as E from 'fp-ts/Either'
import { defer, map, of } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment } from '../Environment'
import { request } from '../rest'
import type { SignIn, WebMessagingConfig } from './config'

export interface Auth {
  /** The JWT to configure with; `undefined` for guests. */
  readonly jwt$: Observable<E.Either<Response, string | undefined>>
  /** The JWT is no longer good: the next one is another. */
  readonly drop: () => void
  /** The customer has signed out: nothing is good any more. */
  readonly signOut: () => void
}

const ignore = (): void => undefined
export const guest: Auth = { jwt$: of(E.right(undefined)), drop: ignore, signOut: ignore }

const text = (response: Response, field: string): string | undefined => {
  const given = response[field]
  return typeof given === 'string' ? given : undefined
}

const TIMEOUT = 10_000

/**
 * `signIn`: `{ code, redirectUri, codeVerifier }` or `{ idToken, nonce }`, good for one exchange. A later chat of the
 * same page goes on with the refresh token that it gave; a later page only to restore, since whoever starts a chat may
 * be another person. `key`: where it is kept for that. Endpoints: the official mobile transport.
 */
export const createSignIns = (environment: Environment, { dataURL, deploymentId }: WebMessagingConfig, key: string) => {
  const { store } = environment
  const known = new Map<string, string>()
  const post = (path: string, body: object) => request(environment, TIMEOUT)({ method: 'POST', url: `${dataURL}/api/v2/webdeployments/token/${path}`, body })

  return (signIn: SignIn | undefined, restoring: boolean): Auth => {
    const proof = JSON.stringify(signIn)
    let refreshToken = restoring ? store.get(key) : known.get(proof)
    if (signIn === undefined && refreshToken === undefined) return guest
    let jwt: string | undefined

    const keep = (given: string | undefined): void => {
      refreshToken = given
      if (given === undefined) {
        known.delete(proof)
        store.remove(key)
      } else {
        known.set(proof, given)
        store.set(key, given)
      }
    }

    const asked = (): Observable<E.Either<Response, Response>> =>
      refreshToken === undefined ? post('oauthcodegrantjwtexchange', { deploymentId, oauth: signIn }) : post('refresh', { refreshToken })

    return {
      jwt$: defer(() =>
        jwt !== undefined
          ? of(E.right(jwt))
          : asked().pipe(
              map((answer): E.Either<Response, string> => {
                if (E.isLeft(answer)) {
                  const { status } = answer.left
                  const refused = status >= 400 && status < 500
                  if (refused) keep(undefined)
                  // What it says may hold what was sent: left out.
                  return E.left(failure(refused ? 'signIn' : 'network', refused ? 'The sign-in was refused.' : 'The sign-in did not come about.', { status }))
                }
                jwt = text(answer.right, 'jwt')
                keep(text(answer.right, 'refreshToken') ?? refreshToken)
                return jwt === undefined ? E.left(failure('malformed', 'No JWT came.')) : E.right(jwt)
              })
            )
      ),
      drop: () => {
        jwt = undefined
      },
      signOut: () => keep(undefined)
    }
  }
}
