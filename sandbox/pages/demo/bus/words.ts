/** Refusals and errors in words for the person who chats. What a server says is not shown: it is not meant for them. */
import type { Trouble } from '../text/sentences.js'
import { isOfConnection, troubleOf, troubleOfStatus, unknownTrouble } from '../text/sentences.js'
import { fields, list, number, text } from './read.js'

/** The reason in a response: the service's or the server's word. */
export const reasonOf = (reason: unknown): string => text(fields(reason)['errorReason']) ?? ''

/** One sentence or two, for a command that failed: by its reason, or by its status where the server gave no reason. */
export const explain = (reason: unknown): Trouble => {
  const sentence = text(reason)
  // A refusal of the service itself, in its own words: the chat is not in a state for it.
  if (sentence !== undefined) return { says: sentence, again: false }
  const word = reasonOf(reason)
  const byStatus = troubleOfStatus(number(fields(reason)['status']) ?? 0)
  const byReason = troubleOf(word)
  if (word === 'http') return byStatus ?? byReason ?? unknownTrouble
  return byReason ?? byStatus ?? unknownTrouble
}

/** Shown where they happen: at the form, at the message. */
const shownElsewhere = ['StartFailed', 'MessageFailed', 'MalformedFrame']

/** What an `error` event tells the person. */
export interface Told {
  readonly says: string
  /** It is about the connection, whose state is shown anyway. */
  readonly ofConnection: boolean
}

/** Undefined for what the person can neither see nor mend. */
export const explainError = (data: unknown): Told | undefined => {
  const first = fields(list(fields(data)['errors'])[0])
  const code = text(first['code'])
  if (code !== undefined && shownElsewhere.includes(code)) return undefined
  const response = first['response'] ?? data
  return { says: explain(response).says, ofConnection: isOfConnection(reasonOf(response)) }
}
