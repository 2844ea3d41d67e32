/** The transcript as it is drawn: days, lines about who comes and goes, messages in groups. Pure. */
import { isCutOff } from './connection.js'
import type { Item, Person, State } from './State.js'

/** A row. Times are ms since the epoch; keys stay while the row stays. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'line'; readonly key: string; readonly text: string; readonly at: number }
  | {
      readonly kind: 'message'
      readonly key: string
      readonly item: Item
      readonly mine: boolean
      /** First and last of what one person says in a row. */
      readonly head: boolean
      readonly tail: boolean
      /** The latest own message tells that it was sent. */
      readonly tellsSent: boolean
      /** Nothing was said here since: its choices can still be answered. */
      readonly open: boolean
      /** What failed can be tried again or removed. */
      readonly alive: boolean
      /** It is written and goes as soon as there is a connection. */
      readonly waits: boolean
    }

/** Within this time, ms, what one person says belongs together. */
const TOGETHER = 180_000

const day = (at: number): string => new Date(at).toDateString()

const lineOf = ({ type, from, text }: Item): string | undefined => {
  const mine = from.party === 'Client'
  switch (type) {
    case 'ParticipantJoined':
      return mine ? 'You joined the chat' : `${from.name} joined the chat`
    case 'ParticipantLeft':
      return mine ? 'You left the chat' : `${from.name} left the chat`
    case 'Notice':
    case 'IdleAlert':
    case 'IdleClose':
      return text
  }
  return undefined
}

const isSamePerson = (a: Person, b: Person): boolean => a.party === b.party && (a.id ?? a.name) === (b.id ?? b.name)

/** Whether both are messages that one person says in a row. */
const together = (a: Item | undefined, b: Item | undefined): boolean => {
  if (a === undefined || b === undefined) return false
  if (lineOf(a) !== undefined || lineOf(b) !== undefined) return false
  return isSamePerson(a.from, b.from) && Math.abs(b.at - a.at) < TOGETHER && day(a.at) === day(b.at)
}

/** The rows of this state. */
export const rowsOf = (state: State): ReadonlyArray<Row> => {
  const { items, phase } = state
  const cutOff = isCutOff(state)
  const isMine = ({ from }: Item): boolean => from.party === 'Client'
  const own = items.filter((item) => isMine(item) && lineOf(item) === undefined)
  const lastOwn = own.at(-1)
  const lastSent = own.filter(({ delivery }) => delivery.state !== 'failed').at(-1)
  const answered = lastSent ? items.indexOf(lastSent) : -1
  return items.flatMap((item, i): ReadonlyArray<Row> => {
    const before = items[i - 1]
    const after = items[i + 1]
    const isSameDay = before !== undefined && day(before.at) === day(item.at)
    const starts: ReadonlyArray<Row> = isSameDay ? [] : [{ kind: 'day', key: `d-${day(item.at)}-${item.key}`, at: item.at }]
    const line = lineOf(item)
    if (line !== undefined) return [...starts, { kind: 'line', key: item.key, text: line, at: item.at }]
    return [
      ...starts,
      {
        kind: 'message',
        key: item.key,
        item,
        mine: isMine(item),
        head: !together(before, item),
        tail: !together(item, after),
        tellsSent: item === lastOwn,
        open: phase === 'active' && i > answered,
        alive: phase === 'active',
        waits: item.delivery.state === 'waiting' || (item.delivery.state === 'pending' && cutOff)
      }
    ]
  })
}
