/** What is remembered of one chat: who was told to be there, which entries came, and where it is kept. */
import * as E from 'fp-ts/Either'
import type { SessionData } from '../../../lib'
import { sessionOf } from './Chat'
import type { Chat } from './Chat'
import type { Member } from './codecs'
import type { Out } from './connection'
import { fromWire, stateOf } from './fromWire'
import type { Room } from './fromWire'
import { moved, nobody } from './presence'
import type { Kept, storage } from './storage'
import type { Line, Wire } from './Wire'

/** How many entries before the last one a gap is read from: the last ones may have come out of order. */
const OVERLAP = 10

export const createMemory = (chat: Chat, stored: ReturnType<typeof storage>, room: () => Room) => {
  const seen = new Set<string>()
  const order: string[] = []
  let presence = nobody
  let kept: Kept | undefined
  let began = false

  const data = (): SessionData => sessionOf(chat, order[order.length - 1] ?? '')
  const killed = (): boolean => kept?.killed() ?? false

  const isNew = (id: string): boolean => {
    if (seen.has(id)) return false
    seen.add(id)
    order.push(id)
    kept?.reached(id)
    return true
  }

  return {
    data,
    killed,
    has: (id: string): boolean => seen.has(id),
    /** The first entry of the chat that came over the wire. */
    first: (): string | undefined => order[0],
    /** The entry after which a gap is read; nothing when everything has to be. */
    overlap: (): string | undefined => order[order.length - 1 - OVERLAP],
    /** From now on the store answers for the chat. `beginning`: it began here, and its own join was told. */
    keep: (beginning: boolean): void => {
      began = beginning
      kept = stored.keep(chat)
    },
    forget: (): void => kept?.forget(),
    /** What a unit tells, when its turn has come. */
    read: (unit: Wire): ReadonlyArray<Out> => {
      if (unit._tag === 'Message') {
        if (killed()) return [E.right({ _tag: 'Ended' })]
        if (!isNew(unit.id)) return []
      }
      const [frames, next] = fromWire(room(), presence, unit, data())
      presence = next
      return frames.map((frame) => E.right(frame))
    },
    /** Takes over what the history and the list of members told. */
    remember: (lines: ReadonlyArray<Line>, others: ReadonlyArray<Member>): void => {
      others.forEach((member) => {
        presence = moved(presence, member.id, member.state === 'CONNECTED', stateOf(member).at)[0]
      })
      lines.forEach(({ id }) => isNew(id))
    },
    /** The guest's own coming, when it was told already. */
    isTold: ({ kind, memberId }: Line): boolean => began && kind === 'member-join' && memberId === chat.memberId
  }
}
