/** Names that can stand anywhere in a page: ids of agents, and one id for what the service knows by two. */
import type { MessageBody } from './codecs'

/** A space becomes `-`, whatever else is no letter and no digit becomes its code in hexadecimal between `_`. */
const written = (character: string): string => (character === ' ' ? '-' : `_${(character.codePointAt(0) ?? 0).toString(16)}_`)

/**
 * An id made of a name, good as a DOM id and in an attribute selector without quotes, whatever somebody is called.
 * Different names have different ids.
 */
export const idOf = (name: string): string => name.replace(/[^A-Za-z0-9]|^[0-9]/gu, written)

type Named = Pick<MessageBody, 'id' | 'channel'>

/**
 * Gives what was said its id, always the same one: `channel.messageId` where there is one, else `id`. Some things are
 * told live with their `id` alone, and have both in the history: they keep the id under which they were told first.
 * `undefined`: it has neither. Source of the precedence: published notes on the official web client.
 */
export const createNaming = (): ((body: Named) => string | undefined) => {
  const told = new Set<string>()
  const longer = new Map<string, string>()
  return ({ id, channel }) => {
    const messageId = channel?.messageId
    if (id === undefined) return messageId
    if (messageId === undefined) {
      const known = longer.get(id)
      if (known === undefined) told.add(id)
      return known ?? id
    }
    if (told.has(id)) return id
    longer.set(id, messageId)
    return messageId
  }
}
