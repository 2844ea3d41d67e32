/** Short-lived credentials: for the history, and for signed-in customers. Opaque to clients. */
import { randomUUID } from 'node:crypto'

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

/** None yet. `now`: ms since the epoch. */
export const createPasses = (now: () => number) => {
  const known = new Map<string, { readonly kind: PassKind; readonly subject: string; readonly until: number }>()

  const issue = (kind: PassKind, subject: string, seconds: number): Pass => {
    const exp = Math.floor(now() / 1000) + seconds
    const jwt = `${encoded({ alg: 'none' })}.${encoded({ jti: randomUUID(), exp })}.${randomUUID()}`
    known.set(jwt, { kind, subject, until: now() + seconds * 1000 })
    return { jwt, exp }
  }

  /** Whose it is, while it is valid. */
  const read = (kind: PassKind, jwt: string): string | undefined => {
    const pass = known.get(jwt)
    if (pass === undefined || pass.kind !== kind || now() >= pass.until) return undefined
    return pass.subject
  }

  /** Signs a customer out: their history can still be read. */
  const revoke = (subject: string): void => {
    for (const [jwt, pass] of known) {
      if (pass.subject === subject && pass.kind !== 'history') known.delete(jwt)
    }
  }

  /** All of a kind are over at once: a test's way to let them expire. */
  const expire = (kind: PassKind): void => {
    for (const [jwt, pass] of known) {
      if (pass.kind === kind) known.delete(jwt)
    }
  }

  return { issue, read, revoke, expire }
}

/** The token of an Authorization header, or an empty text. The scheme is compared without regard to case: official clients differ. */
export const bearer = (header: string | undefined): string => /^bearer\s+(\S+)$/i.exec((header ?? '').trim())?.[1] ?? ''
