/** Signed-in customers: a proof from the site is exchanged for a JWT, and whatever is configured later gets a fresh one. */
import * as E from 'fp-ts/Either'
import { defer, map, of } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment } from '../Environment'
import { passing, request } from '../rest'
import { Passes, understood } from './codecs'
import type { SignIn, WebMessagingConfig } from './config'

export interface Auth {
  /** The JWT to configure with, another one each time; `undefined` for guests. */
  readonly jwt$: Observable<E.Either<Response, string | undefined>>
  /** The customer has signed out: nothing is good any more. */
  readonly signOut: () => void
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

  return (signIn: SignIn | undefined, restoring: boolean): Auth => {
    const proof = JSON.stringify(signIn)
    // Without a proof nobody is known: whoever starts a chat may be another person.
    const knownToken = signIn === undefined ? undefined : known.get(proof)
    let refreshToken = restoring ? store.get(key) : knownToken
    let jwt: string | undefined

    return {
      jwt$: defer(() => {
        if (jwt || !(signIn ?? refreshToken)) return of(E.right(jwt))
        const [path, body] = refreshToken ? ['refresh', { refreshToken }] : ['oauthcodegrantjwtexchange', { deploymentId, oauth: signIn }]
        return request(environment, TIMEOUT)({ method: 'POST', url: `${dataURL}/api/v2/webdeployments/token/${path}`, body }).pipe(
          map((answer) => {
            const response = E.isRight(answer) ? answer.right : answer.left
            const given = understood(Passes, response)
            if (given) {
              refreshToken = given.refreshToken ?? refreshToken
              if (refreshToken) {
                if (signIn !== undefined) known.set(proof, refreshToken)
                store.set(key, refreshToken)
              } else jwt = given.jwt // nothing is there to get another one for
              return E.right(given.jwt)
            }
            const { status } = response
            const refused = status >= 400 && status < 500 && !passing(response)
            if (refused) known.delete(proof)
            // What it says may hold what was sent: left out.
            return E.left(failure(refused ? 'signIn' : 'network', 'The sign-in failed.', { status }))
          })
        )
      }),
      signOut: () => known.delete(proof)
    }
  }
}
