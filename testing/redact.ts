/** Takes out of a recording what people wrote, who they are, and what identifies them. What stays is named here; the rest goes. */
import type { Answer, Inbound, Member, Party, Progress, Response, Said } from '../lib'

/** The same lines without texts, names, ids and tokens: equal ones stay equal. */
export interface Redaction {
  readonly inbound: (inbound: Inbound) => Inbound
  readonly answer: (answer: Progress | Answer) => Progress | Answer
  readonly options: (options: unknown) => unknown
}

/** As long as the text was, and nothing else of it. */
const blackened = (text: string): string => 'x'.repeat(text.length)

/** A word such as `timeout`; whatever is no such word may quote somebody. */
const word = (text: string | undefined): string => (text !== undefined && /^[A-Za-z][A-Za-z-]{0,39}$/.test(text) ? text : 'redacted')

const response = ({ status, errorReason }: Response): Response => {
  const bare = { status, statusText: '', responseText: '' }
  return errorReason === undefined ? bare : { ...bare, errorReason: word(errorReason) }
}

/** For one recording: it gives out new names in order. */
export const redaction = (): Redaction => {
  const given = new Map<string, string>()
  const alias = (prefix: string, name: string): string => {
    const key = `${prefix} ${name}`
    const known = given.get(key) ?? `${prefix}${[...given.keys()].filter((it) => it.startsWith(`${prefix} `)).length + 1}`
    given.set(key, known)
    return known
  }

  const party = ({ id, name, type }: Party): Party => ({
    type,
    ...(id === undefined ? {} : { id: alias('p', id) }),
    ...(name === undefined ? {} : { name: alias(type, name) })
  })
  const message = ({ id, type, text, from, timestamp }: Said): Said => ({ id: alias('m', id), type, text: blackened(text), from: party(from), timestamp })
  const member = ({ from, joinedAt, leftAt }: Member): Member => ({ from: party(from), joinedAt, ...(leftAt === undefined ? {} : { leftAt }) })

  const inbound = (it: Inbound): Inbound => {
    if (it._tag === 'Left') return { _tag: 'Left', left: { errors: it.left.errors.map(() => 'redacted') } }
    const frame = it.right
    switch (frame._tag) {
      case 'Entries': {
        const entries = frame.entries.map((entry) => ({ message: message(entry.message), original: null }))
        const { _tag, era, unseen } = frame
        return { _tag: 'Right', right: { _tag, era, entries, ...(unseen === undefined ? {} : { unseen: unseen.map(message) }) } }
      }
      case 'Roster':
        return { _tag: 'Right', right: { _tag: 'Roster', members: frame.members.map(member) } }
      case 'Typing': {
        const { _tag, from, typing, at } = frame
        return { _tag: 'Right', right: { _tag, from: party(from), typing, ...(at === undefined ? {} : { at }), original: null } }
      }
      case 'Failed':
        return { _tag: 'Right', right: { _tag: 'Failed', code: word(frame.code), response: response(frame.response) } }
      case 'Changed':
        return { _tag: 'Right', right: { _tag: 'Changed', ...(frame.capabilities === undefined ? {} : { capabilities: frame.capabilities }) } }
      case 'Signal':
        return { _tag: 'Right', right: { _tag: 'Signal', name: frame.name, data: {} } }
      case 'Lost':
      case 'Regained':
      case 'Ended':
        return { _tag: 'Right', right: { _tag: frame._tag } }
    }
  }

  const answer = (it: Progress | Answer): Progress | Answer => {
    switch (it._tag) {
      case 'Progress': {
        const { _tag, loaded, total } = it
        return { _tag, loaded, total }
      }
      case 'Left':
        return { _tag: 'Left', left: response(it.left) }
      case 'Right':
        return { _tag: 'Right', right: { response: response(it.right.response), session: { shown: {} } } }
    }
  }

  const options = (it: unknown): unknown => {
    if (typeof it !== 'object' || it === null || !('message' in it)) return undefined
    return typeof it.message === 'string' ? { message: it.message.trim() === '' ? it.message : blackened(it.message) } : {}
  }

  return { inbound, answer, options }
}
