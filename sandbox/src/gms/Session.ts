/** A chat as GMS knows it: the keys of its customer, and the conversation of the model. */
import { randomBytes, randomInt } from 'node:crypto'
import { z } from 'zod'

/** Reads a session of a state file. */
export const Session = z.object({
  chatId: z.string(),
  secureKey: z.string(),
  userId: z.string(),
  alias: z.string(),
  service: z.string(),
  conversationId: z.string(),
  /** The customer has disconnected: nothing more is told. */
  left: z.boolean(),
  downloads: z.number()
})

/** A session. The alias changes; what was counted grows. */
export type Session = z.output<typeof Session>

const newAlias = (): string => String(randomInt(100, 1_000))

/** A session with new keys, in the documented shapes: 16 characters each, the alias a short number. */
export const newSession = (service: string, conversationId: string): Session => ({
  chatId: `${randomBytes(6).toString('hex')}000U`,
  secureKey: randomBytes(8).toString('hex'),
  userId: randomBytes(8).toString('hex').toUpperCase(),
  alias: newAlias(),
  service, conversationId, left: false, downloads: 0
})

/** Gives the session another alias. */
export const rotateAlias = (session: Session): void => {
  const former = session.alias
  do session.alias = newAlias()
  while (session.alias === former)
}
