/** The records of members: who is behind an id, and what state everybody has been told that they are in. */
import type { Member } from './codecs'

/** What one chat knows of its members. */
export interface Records {
  /** `undefined`: not known, or nobody in particular. */
  readonly get: (id: string | undefined) => Member | undefined
  readonly learn: (member: Member) => void
  /** The state in which somebody was told to be last; `undefined`: none was told. */
  readonly toldState: (id: string) => string | undefined
  /** News of a state passes: what the history says of it is no news from now on. */
  readonly told: (id: string, state: string) => void
}

/** `self`: the guest, as far as is known; with a state, when they are known to be there. */
export const createRecords = (self: Member): Records => {
  const byId = new Map<string | undefined, Member>([[self.id, self]])
  const states = new Map([[self.id, self.state]])
  return {
    get: (id) => byId.get(id),
    learn: (member) => {
      byId.set(member.id, member)
    },
    toldState: (id) => states.get(id),
    told: (id, state) => {
      states.set(id, state)
    }
  }
}
