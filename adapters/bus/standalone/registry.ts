/** Which plugins there are, what each says that it has, and whether it takes commands yet. */
import { createDeferred } from '../deferred'
import type { Registry } from '../Plugin'
import type { Deferred } from '../Result'
import { setOwn } from './own'

/** A plugin as the bus knows it. */
export interface Member {
  readonly name: string
  /** What it has registered so far: documentation only. */
  readonly listing: Registry[string]
  /** Resolved once it takes commands of others. */
  readonly readiness: Deferred
}

/** The plugins of one bus. */
export interface Members {
  /** Makes a member of that name, which nobody else has. `isListed`: whether other plugins see it in the registry. */
  readonly enter: (name: string, { isListed }: { readonly isListed: boolean }) => Member
  /** By the exact name. */
  readonly find: (name: string) => Member | undefined
  /** Of those that are listed, by name; it changes as they do. */
  readonly listings: Registry
}

/** Nobody is there yet. */
export const createMembers = (): Members => {
  const members = new Map<string, Member>()
  const listings: Registry = {}
  return {
    enter: (name, { isListed }) => {
      const member: Member = { name, listing: { events: [], commands: [] }, readiness: createDeferred() }
      members.set(name, member)
      if (isListed) setOwn(listings, name, member.listing)
      return member
    },
    find: (name) => members.get(name),
    listings
  }
}
