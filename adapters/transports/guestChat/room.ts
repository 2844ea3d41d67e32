/** Who is in a chat, and what the wire's units mean there, in the core's words. */
import * as E from 'fp-ts/Either'
import type { SchedulerLike } from 'rxjs'
import type { Entry, Era, Inbound, Member as Present, MessageType, Party, PartyType } from '../../../lib'
import type { Member } from './codecs'
import { timeOf, TYPING, unitOf } from './Unit'
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
export const stateOf = (member: Member): Unit =>
  unitOf(member, member.state, member, member.state === 'DISCONNECTED' ? member.leaveDate : member.joinDate)

/** By id; `undefined` for those whose record could not be had. */
export type Records = Map<string | undefined, Member | undefined>

/**
 * `self`: the guest's own id. `bots`: tell of them coming and going. `clock`: for what came without a time.
 * `telling`: the frame that tells entries.
 */
export const createRoom = (records: Records, self: string, bots: boolean, clock: Pick<SchedulerLike, 'now'>, telling: (era: Era, ...told: ReadonlyArray<Entry>) => Inbound) => {
  /** Whether those are there whose coming and going is told, and since when. Nobody is in it before the first news. */
  const presence = new Map<string | undefined, readonly [here: boolean, at: number]>()

  /** Whose coming and going is told: never a queue's, a bot's only on request. */
  const isTold = (member: Member | undefined): boolean => member?.role === 'AGENT' || (bots && member?.role === 'WORKFLOW')

  /** A unit as an entry; nothing for kinds that are not shown. Whose record could not be had is taken for an agent. */
  const entries = ({ kind, memberId, at, id, text = '', original }: Unit): ReadonlyArray<Entry> => {
    const type = types.get(kind)
    const moves = type === JOINED || type === LEFT
    const member = records.get(memberId)
    if (!type || (moves && member?.role !== 'CUSTOMER' && !isTold(member))) return []
    const from: Party = member ? partyOf(member, kind) : { id: memberId, type: memberId ? 'Agent' : 'External' }
    const timestamp = at || clock.now()
    return [{ message: { id: id ?? `${memberId}-${kind}-${timestamp}`, type, text: moves ? '' : text, from, timestamp }, original }]
  }

  /** What a live unit tells. */
  const live = (unit: Unit): ReadonlyArray<Inbound> => {
    const { memberId, at, original } = unit
    const member = records.get(memberId)
    // The guest has left, or was made to: the chat is over.
    if (unit.kind === 'DISCONNECTED' && memberId === self) return [ended]
    if (unit.kind === TYPING) return member?.role === 'AGENT' ? [E.right({ _tag: 'Typing', from: partyOf(member), typing: true, original })] : []

    return entries(unit).flatMap((entry): ReadonlyArray<Inbound> => {
      const { type } = entry.message
      const here = type === JOINED
      const frame = telling('live', entry)
      if (here || type === LEFT) {
        // States are repeated whenever an agent switches between chats, a join or leave comes as a message too, and frames
        // arrive twice or swapped: what is older than the latest change is no news. Source: captures of 2022 in Genesys'
        // developer forum.
        const [was, since] = presence.get(memberId) ?? [false, -Infinity]
        if (!isTold(member) || at < since) return []
        presence.set(memberId, [here, at > since ? at : since])
        return was === here ? [] : [frame]
      }
      // Somebody who speaks has come, also when the news of it went missing.
      return isTold(member) && !presence.has(memberId) ? [...live({ ...unit, kind: 'CONNECTED', id: undefined }), frame] : [frame]
    })
  }

  return {
    entries,
    live,
    /** Who is there and who was, when a session is taken up again. Agents who declined never were. */
    members: (): ReadonlyArray<Present> =>
      [...records.values()].flatMap((member) => {
        const joined = timeOf(member?.joinDate)
        const left = member?.state === 'DISCONNECTED'
        const was = left ? joined > 0 : member?.state === 'CONNECTED'
        return member && was && (member.id === self || isTold(member))
          ? [{ from: partyOf(member), joinedAt: joined || clock.now(), leftAt: left ? timeOf(member.leaveDate) || clock.now() : undefined }]
          : []
      })
  }
}
