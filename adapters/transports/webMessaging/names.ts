/** Names that can stand anywhere in a page: ids of agents, and one id for what the service knows by two. */
import type { MessageBody } from './codecs'

/** A space becomes `-`, whatever else is no letter and no digit becomes its code in hexadecimal between `_`. */
const written = (character: string): string => (character === ' ' ? '-' : `_${(character.codePointAt(0) ?? 0).toString(16)}_`)

/**
 * An id made of a name, good as a DOM id and in an attribute selector without quotes, whatever somebody is called.
 * Different names have different ids.
 */
export const idOf = (name: string): string => name.replace(/[^A-Za-z0-9]|^[0-9]/gu, written)

/** How many names are kept at the least: many times what pages of history and gaps overlap by. */
const MOST = 10_000

type Named = Pick<MessageBody, 'id' | 'channel'>

/**
 * Gives what was said its id, always the same one: `channel.messageId` where there is one, else `id`. Some things are
 * told live with their `id` alone, and have both in the history: they keep the id under which they were told first.
 * `undefined`: it has neither. Source of the precedence: published notes on the official web client.
 */
export const createNaming = (most = MOST): ((body: Named) => string | undefined) => {
  /** By `id`, what it was told under: the same, or its `channel.messageId`. */
  let young = new Map<string, string>()
  let old = new Map<string, string>()

  const keep = (id: string, name: string): string => {
    young.set(id, name)
    if (young.size >= most) {
      old = young
      young = new Map()
    }
    return name
  }

  return ({ id, channel }) => {
    const messageId = channel?.messageId
    if (id === undefined) return messageId
    const known = young.get(id) ?? old.get(id)
    if (messageId === undefined) return known ?? keep(id, id)
    if (known === id || known === messageId) return known
    return keep(id, messageId)
  }
}
