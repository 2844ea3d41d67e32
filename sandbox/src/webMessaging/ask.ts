/** A request of a client, and how its parts are read. */
import { isRecord } from '../decode/decode.js'
import type { Connection, Session } from './Session.js'

export type Ask = Readonly<Record<string, unknown>>

/** An action on a configured session. */
export type Act = (connection: Connection, session: Session, ask: Ask, tracingId: string | undefined) => void

export const textOf = (ask: Ask, field: string): string | undefined => {
  const value = ask[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export const recordOf = (ask: Ask, field: string): Ask => {
  const value = ask[field]
  return isRecord(value) ? value : {}
}

export const listOf = (ask: Ask, field: string): ReadonlyArray<unknown> => {
  const value = ask[field]
  return Array.isArray(value) ? value : []
}
