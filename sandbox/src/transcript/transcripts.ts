/** Writes down what happens in conversations as numbered events, for the back ends whose clients ask for them by position. */
import { z } from 'zod'
import type { Cancel, Timers } from '../Clock.js'
import type { Change } from '../model/Change.js'
import type { Member, Message, MessageKind } from '../model/Conversation.js'
import { systemId } from '../model/Conversation.js'
import type { Switchboard } from '../model/switchboard.js'
import type { StatePart } from '../state/StatePart.js'
import { statePart } from '../state/StatePart.js'
import type { EventType, Party } from './TranscriptEvent.js'
import { TranscriptEvent } from './TranscriptEvent.js'

/** What transcripts are made of. */
export interface TranscriptsParts {
  /** Its name in the state file. */
  readonly name: string
  /** The conversations of this back end are written down. */
  readonly backEnd: string
  readonly switchboard: Switchboard
  readonly timers: Timers
  /** Whether the customer's own typing is an event too. */
  readonly echoesTyping: () => boolean
  /** Told of each event, after it was written down. */
  readonly written: (conversationId: string, event: TranscriptEvent) => void
}

/** The transcripts of one back end. */
export type Transcripts = ReturnType<typeof createTranscripts>

interface Transcript {
  readonly events: TranscriptEvent[]
  /** The number of each member that has appeared. */
  readonly numbers: Map<string, number>
  /** Who types now, and what ends it. */
  readonly typing: Map<string, Cancel>
}

/** ms after the last sign of typing, then it is over. */
const typingLasts = 5_000

const types: Record<MessageKind, EventType> = {
  text: 'Message', notice: 'Notice', join: 'ParticipantJoined', leave: 'ParticipantLeft', pushUrl: 'PushUrl', customNotice: 'CustomNotice', file: 'FileUploaded',
  fileDeleted: 'FileDeleted', nickname: 'NicknameUpdated', idleAlert: 'IdleAlert', idleClose: 'IdleClose'
}

const systemMember: Pick<Member, 'id' | 'role' | 'name'> = { id: systemId, role: 'external', name: 'system' }

const SavedTranscript = z.object({ conversationId: z.string(), events: z.array(TranscriptEvent), numbers: z.array(z.tuple([z.string(), z.number()])) })

/** Writes down every conversation of the back end from now on. */
export const createTranscripts = ({ name, backEnd, switchboard, timers, echoesTyping, written }: TranscriptsParts) => {
  const transcripts = new Map<string, Transcript>()

  const eventsOf = (conversationId: string): ReadonlyArray<TranscriptEvent> => transcripts.get(conversationId)?.events ?? []

  const partyOf = ({ numbers }: Transcript, { id, role, name: called }: Pick<Member, 'id' | 'role' | 'name'>): Party => {
    const number = numbers.get(id) ?? numbers.size + 1
    numbers.set(id, number)
    return { id, number, role, name: called }
  }

  const memberOf = (conversationId: string, memberId: string): Pick<Member, 'id' | 'role' | 'name'> | undefined =>
    memberId === systemId ? systemMember : switchboard.peek(conversationId)?.members.get(memberId)

  type Entry = Omit<TranscriptEvent, 'position' | 'from'>

  const append = (conversationId: string, memberId: string, entry: Entry): void => {
    const transcript = transcripts.get(conversationId)
    const member = memberOf(conversationId, memberId)
    // The place in the queue is nobody.
    if (transcript === undefined || member === undefined || member.role === 'queue') return
    // Never before its predecessor, whatever the clock of this computer does: back ends make positions of the time.
    const at = Math.max(entry.at, transcript.events.at(-1)?.at ?? 0)
    const event: TranscriptEvent = { position: transcript.events.length + 1, from: partyOf(transcript, member), ...entry, at }
    transcript.events.push(event)
    written(conversationId, event)
  }

  const isSilent = (conversationId: string, memberId: string): boolean => !echoesTyping() && switchboard.peek(conversationId)?.customerId === memberId

  interface Sign {
    readonly conversationId: string
    readonly memberId: string
    readonly at: number
    readonly text?: string
  }

  const stopTyping = ({ conversationId, memberId, at, text }: Sign): void => {
    const typing = transcripts.get(conversationId)?.typing
    const cancel = typing?.get(memberId)
    if (typing === undefined || cancel === undefined) return
    cancel()
    typing.delete(memberId)
    append(conversationId, memberId, { type: 'TypingStopped', at, ...(text === undefined ? {} : { text }) })
  }

  /** Repeated signs are one event, unless they tell what was typed so far. */
  const startTyping = (sign: Sign): void => {
    const { conversationId, memberId, at, text } = sign
    const typing = transcripts.get(conversationId)?.typing
    if (typing === undefined || isSilent(conversationId, memberId)) return
    const cancel = typing.get(memberId)
    cancel?.()
    typing.set(memberId, timers.after(typingLasts, () => stopTyping({ conversationId, memberId, at: timers.now() })))
    if (cancel === undefined || text !== undefined) append(conversationId, memberId, { type: 'TypingStarted', at, ...(text === undefined ? {} : { text }) })
  }

  const say = (conversationId: string, message: Message): void => {
    const { memberId, kind, text, at, data, content, extra } = message
    stopTyping({ conversationId, memberId, at })
    append(conversationId, memberId, {
      type: types[kind], at,
      ...(text === '' ? {} : { text }), ...(data === undefined ? {} : { data }), ...(content === undefined ? {} : { content: [...content] }), ...(extra === undefined ? {} : { extra })
    })
  }

  const forget = (conversationId: string): void => {
    transcripts.get(conversationId)?.typing.forEach((cancel) => cancel())
    transcripts.delete(conversationId)
  }

  const hear = (change: Change): void => {
    switch (change.type) {
      case 'opened': {
        const { id, customerId, backEnd: of } = change.conversation
        if (of === backEnd) transcripts.set(id, { events: [], numbers: new Map([[customerId, 1]]), typing: new Map() })
        return
      }
      case 'message':
        return say(change.conversationId, change.message)
      case 'typing':
        return startTyping(change)
      case 'typingStopped':
        return stopTyping(change)
      case 'ended': {
        // A customer who is put out leaves no message in the model, but an event here.
        const thread = switchboard.peek(change.conversationId)
        const hasLeft = eventsOf(change.conversationId).some(({ type, from }) => type === 'ParticipantLeft' && from.number === 1)
        if (thread !== undefined && !hasLeft) append(thread.id, thread.customerId, { type: 'ParticipantLeft', at: timers.now() })
        return
      }
      case 'forgotten':
        return forget(change.conversationId)
      case 'reset':
        return [...transcripts.keys()].forEach(forget)
      case 'conversation':
      case 'member':
      case 'staff':
      case 'aside':
        return
    }
  }
  switchboard.listen(hear)

  const state: StatePart = statePart({
    name,
    schema: z.array(SavedTranscript).default([]),
    save: () => [...transcripts].map(([conversationId, { events, numbers }]) => ({ conversationId, events, numbers: [...numbers] })),
    load: (saved) => {
      for (const { conversationId, events, numbers } of saved) transcripts.set(conversationId, { events, numbers: new Map(numbers), typing: new Map() })
    }
  })

  return { eventsOf, state }
}
