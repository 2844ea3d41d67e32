/** The guest's token: opaque to clients, and to us a signed note of who may do what. */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { z } from 'zod'
import type { StatePart } from '../state/StatePart.js'
import { statePart } from '../state/StatePart.js'

/** Who may act, and where. */
export interface Claims {
  readonly conversationId: string
  readonly memberId: string
}

/** What a token turned out to be. */
export type Reading = { readonly _tag: 'Valid'; readonly claims: Claims } | { readonly _tag: 'Expired' } | { readonly _tag: 'Invalid' }

/** Makes and reads tokens. */
export interface Tokens {
  /** The key that tokens are signed with: with it, they stay valid over a restart. */
  readonly savedKeys: StatePart
  readonly mint: (claims: Claims, deploymentId: string, organizationId: string) => string
  readonly read: (token: string) => Reading
}

/** The part of a token's claims that is read. */
const Payload = z.object({ data: z.object({ conv: z.string(), sub: z.string() }) })

const issuer = 'urn:purecloud:webchat'

/** As PEM; `kid` is the id of the pair. */
const Keys = z.object({ publicKey: z.string(), privateKey: z.string(), kid: z.string() })
type Keys = z.output<typeof Keys>

const makeKeys = (): Keys => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }),
  kid: randomUUID()
})

let made: Keys | undefined

/** Making a key takes a tenth of a second and a process needs only one. */
const keys = (): Keys => {
  made ??= makeKeys()
  return made
}

/**
 * Tokens with the captured claims: data{conv, did, sub}, exp, iat, iss, org.
 * @param now ms since the epoch
 * @param lifetime ms
 */
export const createTokens = (now: () => number, lifetime: number): Tokens => {
  let used = keys()
  const seconds = (): number => Math.floor(now() / 1000)

  const mint: Tokens['mint'] = ({ conversationId, memberId }, deploymentId, organizationId) => {
    const iat = seconds()
    const claims = { data: { conv: conversationId, did: deploymentId, sub: memberId }, exp: iat + Math.ceil(lifetime / 1000), iat, iss: issuer, org: organizationId }
    return jwt.sign(claims, used.privateKey, { algorithm: 'RS256', header: { alg: 'RS256', kid: used.kid, typ: 'JWT' } })
  }

  const read: Tokens['read'] = (token) => {
    try {
      const claims = Payload.safeParse(jwt.verify(token, used.publicKey, { algorithms: ['RS256'], issuer, clockTimestamp: seconds() }))
      if (!claims.success) return { _tag: 'Invalid' }
      const { conv, sub } = claims.data.data
      return { _tag: 'Valid', claims: { conversationId: conv, memberId: sub } }
    } catch (error) {
      return { _tag: error instanceof jwt.TokenExpiredError ? 'Expired' : 'Invalid' }
    }
  }

  const savedKeys = statePart({
    name: 'keys', schema: Keys,
    save: () => used,
    load: (saved) => {
      used = saved
    }
  })

  return { mint, read, savedKeys }
}
