/** A request of a client on its socket. */
import { z } from 'zod'
import { isRecord } from '../schema/Problem.js'
import type { Connection, Session } from './Session.js'

/** A text with something in it. Anything else counts as left out, as the service treats it. */
export const text = z.string().min(1).optional().catch(undefined)

/** An object. Anything else counts as an empty one. */
export const object = <S extends z.ZodRawShape>(fields: S) => z.preprocess((given) => (isRecord(given) ? given : {}), z.object(fields))

/** An object with any fields. */
export const Fields = z.record(z.string(), z.unknown())

/** A list. Anything else counts as an empty one. */
export const list = z.array(z.unknown()).catch([])

/** What every request has; the rest of it stays as it came. */
export const Frame = z.looseObject({ action: text, token: text, tracingId: text })
export type Frame = z.output<typeof Frame>

/** A request, and the connection it came on. */
export interface Ask {
  readonly connection: Connection
  /** Everything the client wrote; each action reads its own part. */
  readonly frame: Frame
}

/** An action on a connection, also before a session is configured. */
export type Configure = (ask: Ask & { readonly token: string }) => void

/** An action on a configured session. */
export type Act = (ask: Ask & { readonly session: Session }) => void
