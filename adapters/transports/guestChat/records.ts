/** The records of members: who is behind an id. */
import type { Member } from './codecs'

export interface Records {
  /** `undefined`: not known, or nobody in particular. */
  readonly get: (id: string | undefined) => Member | undefined
  readonly learn: (member: Member) => void
  /** The stream tells of a new state: the record of whoever is known follows. */
  readonly follow: (id: string | undefined, state: string) => void
}

/** `self`: the guest, as far as is known. */
export const createRecords = (self: Member): Records => {
  const byId = new Map<string | undefined, Member>([[self.id, self]])
  return {
    get: (id) => byId.get(id),
    learn: (member) => {
      byId.set(member.id, member)
    },
    follow: (id, state) => {
      const known = byId.get(id)
      if (known !== undefined) byId.set(id, { ...known, state })
    }
  }
}
