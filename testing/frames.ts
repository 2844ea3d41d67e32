/** Frames in one word each: what a back end says. */
import type { Frame, Party, PartyType, Said } from '../lib'
import { live } from '../lib'
import { said } from './memoryTransport'

/** Ann, an agent with the id `a1`, unless told otherwise. */
export const party = (name = 'Ann', type: PartyType = 'Agent', id = `${name.charAt(0).toLowerCase()}1`): Party => ({ id, name, type })

const entry = (message: Said): Frame => live({ message, original: { id: message.id } })

/** A message. Its id is its text, unless `more` has another. */
export const says = (text: string, from: Party = party(), more: Partial<Said> = {}): Frame => entry(said(text, { id: text, from, ...more }))

export const joins = (from: Party = party(), more: Partial<Said> = {}): Frame =>
  entry(said('', { id: `${from.name} joins`, type: 'ParticipantJoined', from, ...more }))

export const leaves = (from: Party = party(), more: Partial<Said> = {}): Frame =>
  entry(said('', { id: `${from.name} leaves`, type: 'ParticipantLeft', from, ...more }))

export const typing = (from: Party = party(), goesOn = true): Frame => ({ _tag: 'Typing', from, typing: goesOn, original: { by: from.name } })

/** Who is there when a session is restored, and who was. */
export const here = (from: Party = party(), joinedAt = 0) => ({ from, joinedAt })
export const gone = (from: Party = party(), joinedAt = 0, leftAt = 1) => ({ from, joinedAt, leftAt })

export const lost: Frame = { _tag: 'Lost' }
export const regained: Frame = { _tag: 'Regained' }
export const ended: Frame = { _tag: 'Ended' }
