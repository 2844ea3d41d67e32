/** Frames in one word each: what a back end says. */
import type { Frame, Party, PartyType, Said } from '../lib'
import { live } from '../lib'

let count = 0

/** A message with what a test does not care for filled in. Ids are distinct. */
export const said = (text: string, more: Partial<Said> = {}): Said => ({
  id: `m${(count += 1)}`,
  type: 'Message',
  text,
  from: { id: 'a1', name: 'Ann', type: 'Agent' },
  timestamp: 0,
  ...more
})

/** A live frame of this one message, with an original beside it. */
export const deliverable = (message: Said): Frame => live({ message, original: { text: message.text } })

/** Ann, an agent with the id `a1`, unless told otherwise. */
export const party = (name = 'Ann', type: PartyType = 'Agent', id = `${name.charAt(0).toLowerCase()}1`): Party => ({ id, name, type })

const entry = (message: Said): Frame => live({ message, original: { id: message.id } })

/** A message. Its id is its text, unless `more` has another. */
export const says = (text: string, from: Party = party(), more: Partial<Said> = {}): Frame => entry(said(text, { id: text, from, ...more }))

/** Somebody comes: Ann, unless told otherwise. */
export const joins = (from: Party = party(), more: Partial<Said> = {}): Frame =>
  entry(said('', { id: `${from.name} joins`, type: 'ParticipantJoined', from, ...more }))

/** Somebody goes: Ann, unless told otherwise. */
export const leaves = (from: Party = party(), more: Partial<Said> = {}): Frame =>
  entry(said('', { id: `${from.name} leaves`, type: 'ParticipantLeft', from, ...more }))

/** Somebody types: Ann, unless told otherwise. */
export const typing = (from: Party = party()): Frame => ({ _tag: 'Typing', from, typing: true, original: { by: from.name } })

/** Somebody types no longer: Ann, unless told otherwise. */
export const pauses = (from: Party = party()): Frame => ({ _tag: 'Typing', from, typing: false, original: { by: from.name } })

/** A member of the roster who is there when a session is restored. Ms since the epoch. */
export const here = (from: Party = party(), joinedAt = 0) => ({ from, joinedAt })

/** One who was there, and left before. Ms since the epoch. */
export const gone = (from: Party = party(), joinedAt = 0, leftAt = 1) => ({ from, joinedAt, leftAt })

/** The connection is gone. */
export const lost: Frame = { _tag: 'Lost' }

/** It is back, and nothing is missing. */
export const regained: Frame = { _tag: 'Regained' }

/** The session is over. */
export const ended: Frame = { _tag: 'Ended' }
