/** Who is in a chat, and what the wire's units mean there, in the core's words. */
import * as E from 'fp-ts/Either'
import type { Entry, Inbound, Member as Present, MessageType, Party, PartyType, SessionData } from '../../../lib'
import type { Member } from './codecs'
import { timeOf, TYPING } from './Unit'
import type { Unit } from './Unit'

const JOINED = 'ParticipantJoined'
const LEFT = 'ParticipantLeft'

const roles = new Map<string, PartyType>([['CUSTOMER', 'Client'], ['AGENT', 'Agent'], ['WORKFLOW', 'Bot']])

const types = new Map<string, MessageType>([
  ['standard', 'Message'],
  ['notice', 'Notice'],
  ['member-join', JOINED],
  ['CONNECTED', JOINED],
  ['member-leave', LEFT],
  ['DISCONNECTED', LEFT]
])

export const ended: Inbound = E.right({ _tag: 'Ended' })

const partyOf = ({ id, role, displayName: name, avatarImageUrl: avatar }: Member, kind?: string): Party => ({
  id,
  name,
  // A flow's notices are lines of the system. Source: observed behaviour of Genesys Widgets 9.
  type: roles.get(kind === 'notice' && role === 'WORKFLOW' ? '' : role) ?? 'External',
  avatar
})

/** The member's record as the news of a state that it is. */
export const stateOf = (member: Member): Unit => ({
  kind: member.state ?? '',
  memberId: member.id,
  at: timeOf(member.state === 'DISCONNECTED' ? member.leaveDate : member.joinDate),
  original: member
})

/** `self`: the guest's own record. `bots`: tell of them coming and going. `now`: for what came without a time, in ms. */
export const createRoom = (self: Member, bots: boolean, now: () => number) => {
  /** By id; `undefined` for those whose record could not be had. */
  const members = new Map<string | undefined, Member | undefined>([[self.id, self]])
  /** Who is there, of those whose coming and going is told, and since when. Nobody is in it before the first news. */
  const presence = new Map<string, { readonly here: boolean; readonly at: number }>()

  /** Whose coming and going is told: never a queue's, a bot's only on request. */
  const isTold = (member: Member | undefined): boolean => member?.role === 'AGENT' || (bots && member?.role === 'WORKFLOW')

  /**
   * Notes who is there; whether that is news. States are repeated whenever an agent switches between chats, a join or
   * leave comes as a message too, and frames arrive twice or swapped: what is older than the latest change is no news.
   * Source: captures of 2022 in Genesys' developer forum.
   */
  const isNews = (id: string, here: boolean, at: number): boolean => {
    const before = presence.get(id) ?? { here: false, at: -Infinity }
    if (at < before.at) return false
    presence.set(id, { here, at: at > before.at ? at : before.at })
    return before.here !== here
  }

  /** The guest has left, or was made to: the chat is over. */
  const isEnd = ({ kind, memberId }: Unit): boolean => kind === 'DISCONNECTED' && memberId === self.id

  /** A unit as an entry; nothing for kinds that are not shown. Whose record could not be had is taken for an agent. */
  const entryOf = ({ kind, memberId, at, id, text = '', original }: Unit): ReadonlyArray<Entry> => {
    const type = types.get(kind)
    const moves = type === JOINED || type === LEFT
    const member = members.get(memberId)
    if (!type || (moves && member?.role !== 'CUSTOMER' && !isTold(member))) return []
    const from: Party = member ? partyOf(member, kind) : { id: memberId, type: memberId ? 'Agent' : 'External' }
    const timestamp = at || now()
    return [{ message: { id: id ?? `${memberId}-${kind}-${timestamp}`, type, text: moves ? '' : text, from, timestamp }, original }]
  }

  /** What a live unit tells. `session`: how it is identified from now on. */
  const fromWire = (unit: Unit, session: SessionData): ReadonlyArray<Inbound> => {
    const { memberId = '', at, original } = unit
    const member = members.get(memberId)
    if (isEnd(unit)) return [ended]
    if (unit.kind === TYPING) return member?.role === 'AGENT' ? [E.right({ _tag: 'Typing', from: partyOf(member), typing: true, original })] : []

    return entryOf(unit).flatMap((entry): ReadonlyArray<Inbound> => {
      const { type } = entry.message
      const frame: Inbound = E.right({ _tag: 'Entries', era: 'live', entries: [entry], session })
      if (type === JOINED || type === LEFT) return isTold(member) && isNews(memberId, type === JOINED, at) ? [frame] : []
      // Somebody who speaks has come, also when the news of it went missing.
      return isTold(member) && !presence.has(memberId) ? [...fromWire({ ...unit, kind: 'CONNECTED', id: undefined }, session), frame] : [frame]
    })
  }

  return {
    members,
    learn: (member: Member): void => void members.set(member.id, member),
    isEnd,
    entryOf,
    fromWire,
    /** Who is there and who was, when a session is taken up again. Agents who declined never were. */
    roster: (): ReadonlyArray<Present> =>
      [...members.values()].flatMap((member) => {
        const joined = timeOf(member?.joinDate)
        const left = member?.state === 'DISCONNECTED'
        const was = left ? joined > 0 : member?.state === 'CONNECTED'
        return member && was && (member.id === self.id || isTold(member))
          ? [{ from: partyOf(member), joinedAt: joined || now(), leftAt: left ? timeOf(member.leaveDate) || now() : undefined }]
          : []
      })
  }
}
