/** Short-lived credentials: for the history, and for signed-in customers. Opaque to clients. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { createExpiring } from '../expiring.js'
import { savedExpiring } from '../state/savedExpiring.js'

/** A credential. */
export interface Pass {
  readonly jwt: string
  /** Seconds since the epoch. */
  readonly exp: number
}

/** What a credential is for: the history, a signed-in customer, or a new one of those. */
export type PassKind = 'history' | 'auth' | 'refresh'

/** The credentials that are valid. */
export type Passes = ReturnType<typeof createPasses>

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const Known = z.object({ kind: z.enum(['history', 'auth', 'refresh']), subject: z.string() })
type Known = z.output<typeof Known>

/** The most that are kept: the oldest go first. */
const most = 10_000

/** None yet. `now`: ms since the epoch. `changed`: told of every change. */
export const createPasses = (now: () => number, changed: () => void) => {
  const known = createExpiring<Known>(now, most)

  const issue = (kind: PassKind, subject: string, seconds: number): Pass => {
    const exp = Math.floor(now() / 1000) + seconds
    const jwt = `${encoded({ alg: 'none' })}.${encoded({ jti: randomUUID(), exp })}.${randomUUID()}`
    known.set(jwt, { kind, subject }, now() + seconds * 1000)
    changed()
    return { jwt, exp }
  }

  return {
    issue,
    /** Whose it is, while it is valid. */
    read: (kind: PassKind, jwt: string): string | undefined => {
      const pass = known.get(jwt)
      return pass?.kind === kind ? pass.subject : undefined
    },
    /** Signs a customer out: their history can still be read. */
    revoke: (subject: string): void => {
      known.deleteWhere((pass) => pass.subject === subject && pass.kind !== 'history')
      changed()
    },
    /** All of a kind are over at once: a test's way to let them expire. */
    expire: (kind: PassKind): void => {
      known.deleteWhere((pass) => pass.kind === kind)
      changed()
    },
    state: savedExpiring('passes', Known, known)
  }
}

/** The token of an Authorization header, or an empty text. The scheme is compared without regard to case: official clients differ. */
export const bearer = (header: string | undefined): string => /^bearer\s+(\S+)$/i.exec((header ?? '').trim())?.[1] ?? ''
