/** The guest's token: opaque to clients, and to us a signed note of who may do what. */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { isRecord } from '../decode/decode.js'

export interface Claims {
  readonly conversationId: string
  readonly memberId: string
}

export type Reading = { readonly _tag: 'Valid'; readonly claims: Claims } | { readonly _tag: 'Expired' } | { readonly _tag: 'Invalid' }

export interface Tokens {
  readonly mint: (claims: Claims, deploymentId: string, organizationId: string) => string
  readonly read: (token: string) => Reading
}

const issuer = 'urn:purecloud:webchat'

/** Making a key takes a tenth of a second and a process needs only one. */
const keys = (() => {
  let made: { readonly publicKey: string; readonly privateKey: string; readonly kid: string } | undefined
  return () => (made ??= {
    ...generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }),
    kid: randomUUID()
  })
})()

/** @param lifetime ms; claims as captured: data{conv, did, sub}, exp, iat, iss, org. */
export const createTokens = (now: () => number, lifetime: number): Tokens => {
  const { publicKey, privateKey, kid } = keys()
  const seconds = (): number => Math.floor(now() / 1000)

  const mint: Tokens['mint'] = ({ conversationId, memberId }, deploymentId, organizationId) => {
    const iat = seconds()
    const claims = { data: { conv: conversationId, did: deploymentId, sub: memberId }, exp: iat + Math.ceil(lifetime / 1000), iat, iss: issuer, org: organizationId }
    return jwt.sign(claims, privateKey, { algorithm: 'RS256', header: { alg: 'RS256', kid, typ: 'JWT' } })
  }

  const read: Tokens['read'] = (token) => {
    try {
      const claims: unknown = jwt.verify(token, publicKey, { algorithms: ['RS256'], issuer, clockTimestamp: seconds() })
      const data: unknown = isRecord(claims) ? claims['data'] : undefined
      if (!isRecord(data) || typeof data['conv'] !== 'string' || typeof data['sub'] !== 'string') return { _tag: 'Invalid' }
      return { _tag: 'Valid', claims: { conversationId: data['conv'], memberId: data['sub'] } }
    } catch (error) {
      return { _tag: error instanceof jwt.TokenExpiredError ? 'Expired' : 'Invalid' }
    }
  }

  return { mint, read }
}
