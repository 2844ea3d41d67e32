/** The client token: a JWT whose claims name the session, the participant and the transport. */
import { randomBytes, randomUUID } from 'node:crypto'
import jsonwebtoken from 'jsonwebtoken'
import { z } from 'zod'
import type { StatePart } from '../state/StatePart.js'
import { statePart } from '../state/StatePart.js'

const Claims = z.object({ sessionId: z.string(), participantId: z.string(), transportId: z.string() })

/** What a token says. */
export type Claims = Readonly<z.output<typeof Claims>>

/** Makes and reads tokens. */
export interface Tokens {
  /** `seconds`: its life; 0 is without end. */
  readonly mint: (sessionId: string, participantId: string, seconds: number) => string
  /** Undefined for a token that is not ours, not whole or too old. */
  readonly read: (token: string) => Claims | undefined
  readonly state: StatePart
}

/** With a key of its own. `now`: ms since the epoch. */
export const createTokens = (now: () => number): Tokens => {
  let key = randomBytes(32).toString('hex')
  const seconds = (): number => Math.floor(now() / 1_000)
  return {
    mint: (sessionId, participantId, life) => {
      const iat = seconds()
      return jsonwebtoken.sign({ sessionId, participantId, transportId: randomUUID(), iat, ...(life === 0 ? {} : { exp: iat + life }) }, key, { algorithm: 'HS256' })
    },
    read: (token) => {
      try {
        const claims = Claims.safeParse(jsonwebtoken.verify(token, key, { algorithms: ['HS256'], clockTimestamp: seconds() }))
        return claims.success ? claims.data : undefined
      } catch {
        return undefined
      }
    },
    state: statePart({
      name: 'multicloudKey',
      schema: z.string().optional(),
      save: () => key,
      load: (saved) => {
        key = saved ?? key
      }
    })
  }
}
