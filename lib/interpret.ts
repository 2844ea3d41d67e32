/** What a delivered frame means: the facts in it, each with the event that tells of it. Pure. */
import { allLeft, isAgent, moved } from './Agent'
import type { Move } from './Agent'
import { event, fault } from './ChatEvent'
import type { ChatEvent, MessageReceived, Presence, PresenceName } from './ChatEvent'
import { copyJson } from './data'
import type { Delivery } from './Delivery'
import type { Entries, Member } from './Frame'
import { copyMessage } from './Message'
import type { Message, PartyType, Said } from './Message'
import { copySession, noSession } from './Session'
import { isActive } from './State'
import type { Fact, State } from './State'
import { append, listed } from './Transcript'

const presence = ({ agents }: State, message?: Message): Presence => ({
  message,
  agents: copyJson(agents),
  numAgentsConnected: Object.values(agents).filter(({ connected }) => connected).length
})

/** The events that tell of somebody's coming and going. Nobody is told of `External`: see `isTold`. */
const PRESENCE: Readonly<Record<Exclude<PartyType, 'External'>, { readonly comes: PresenceName; readonly goes: PresenceName }>> = {
  Client: { comes: 'clientConnected', goes: 'clientDisconnected' },
  Agent: { comes: 'agentConnected', goes: 'agentDisconnected' },
  Supervisor: { comes: 'supervisorConnected', goes: 'supervisorDisconnected' },
  Bot: { comes: 'botConnected', goes: 'botDisconnected' }
}

/** Whether everyone is told of somebody who comes (`here`) or goes. `isNews`: it was not known before. */
const isTold = ({ party, here, isNews }: Pick<Move, 'party' | 'here'> & { readonly isNews: boolean }): boolean => {
  if (isAgent(party)) return isNews
  if (party.type === 'Client') return here // their going is told with the end of the session
  return party.type === 'Bot'
}

/** Somebody comes or goes. `message`: the transcript's line for it. */
const moves =
  (move: Move, message?: Message): Fact =>
  (state) => {
    const { party, here } = move
    const agents = moved(state.agents, move)
    if (party.type === 'External' || !isTold({ party, here, isNews: agents !== state.agents })) return [state]
    const next = { ...state, agents }
    const { comes, goes } = PRESENCE[party.type]
    return [next, event(here ? comes : goes, presence(next, message))]
  }

/** Who came or went, if that is what the message says. `line`: of the transcript, where there is one. */
const movesIn = ({ type, from, timestamp }: Said, line?: Message): ReadonlyArray<Fact> => {
  if (type !== 'ParticipantJoined' && type !== 'ParticipantLeft') return []
  return [moves({ party: from, here: type === 'ParticipantJoined', at: timestamp }, line)]
}

/** The state after messages: every field by name, for this runs for each message, and a literal that begins with `...` is many times slower. */
const heard = (state: State, { entries, era, session }: Entries<Message>): State => {
  let { startTime, endTime, isLocalTime } = state
  if (isLocalTime && era !== 'live' && entries.length > 0) {
    // The server's times have come: they say when the session began, and no local time is among them.
    startTime = Infinity
    endTime = 0
    isLocalTime = false
  }
  for (const { message: { timestamp } } of entries) {
    if (era !== 'live') startTime = Math.min(Number(startTime), timestamp)
    endTime = Math.max(Number(endTime), timestamp)
  }
  return {
    capabilities: state.capabilities,
    phase: state.phase,
    session: session ? copySession(session) : state.session,
    epoch: state.epoch,
    startTime,
    endTime,
    isLocalTime,
    agents: state.agents,
    transcript: append(state.transcript, entries),
    prefilters: state.prefilters,
    preprocessors: state.preprocessors,
    typing$: state.typing$,
    userData: state.userData,
    interactionData: state.interactionData,
    lost: state.lost, outbound: state.outbound,
    typedAt: state.typedAt,
    typingTold: state.typingTold
  }
}

const receives =
  (frame: Entries<Message>): Fact =>
  (state) => {
    const next = heard(state, frame)
    if (frame.entries.length === 0) return [next]
    const { messages, originalMessages } = listed(frame.entries)
    const received: MessageReceived = {
      originalMessages,
      messages,
      restoring: frame.era === 'restored',
      sessionData: copyJson(next.session.shown),
      oldMessages: frame.era === 'older'
    }
    const idle = messages.at(-1)?.idleTimeCountDown
    if (typeof idle === 'number') received.idleTimeCountDown = idle
    return [next, event('messageReceived', received)]
  }

/** The connection is gone: told once, until it is back. */
const loses: Fact = (state) => (state.lost ? [state] : [{ ...state, lost: true }, event('disconnected', {})])
/** It is back. */
const regains: Fact = (state) => (state.lost ? [{ ...state, lost: false }, event('reconnected', {})] : [state])

/** The client types: told once, until the stop. */
export const startsTyping: Fact = (state) => (state.typingTold ? [state] : [{ ...state, typingTold: true }, event('clientTypingStarted', {})])
/** The stop that belongs to it. */
export const stopsTyping: Fact = (state) => (state.typingTold ? [{ ...state, typingTold: false }, event('clientTypingStopped', {})] : [state])

/** The client no longer counts as typing: who tells of it sees to the news. */
export const forgetsTyping: Fact = (state) => [{ ...state, typedAt: undefined }]

/** The session is over, not before its last message; nobody has been told yet. */
export const over = (state: State, endTime: number): State => ({ ...state, phase: 'ended', session: noSession, endTime: Math.max(Number(state.endTime), endTime), typedAt: undefined })

/** The end of a session, told to everyone, unless it has been. */
export const ends: Fact = (state, at) => {
  const ended = isActive(state) ? over(state, at) : state
  if (ended.phase !== 'ended') return [state]
  const [stopped, ...events] = stopsTyping(ended, at)
  const next: State = { ...stopped, phase: 'idle', agents: allLeft(ended.agents, Number(ended.endTime)), lost: false }
  return [next, ...events, event('clientDisconnected', presence(next)), event('ended', {})]
}

const tells =
  (told: ChatEvent): Fact =>
  (state) => [state, told]

/** Who came and went in live messages, seen or not. Copies, made before anyone is told: subscribers may change theirs. */
const movements = ({ entries, unseen = [] }: Entries<Message>): ReadonlyArray<Fact> => {
  const facts: Fact[] = []
  for (const { message } of entries) {
    if (message.type === 'Message') continue // nearly all: not worth a copy
    const line = copyMessage(message)
    facts.push(...movesIn(line, line))
  }
  for (const said of unseen) facts.push(...movesIn(said))
  return facts
}

/** Somebody of the roster: told of when still there, only listed when gone. */
const wasThere = ({ from: party, joinedAt, leftAt }: Member): Fact => {
  const coming: Move = { party, here: true, at: joinedAt }
  if (leftAt === undefined) return moves(coming)
  return (state) => [{ ...state, agents: moved(moved(state.agents, coming), { party, here: false, at: leftAt }) }]
}

const factsIn = (frame: Delivery): ReadonlyArray<Fact> => {
  switch (frame._tag) {
    case 'Entries':
      return frame.era === 'live' ? [receives(frame), ...movements(frame)] : [receives(frame)]
    case 'Roster':
      return frame.members.map(wasThere)
    case 'Lost':
      return [loses, forgetsTyping]
    case 'Regained':
      return [regains]
    case 'Ended':
      return [ends]
    case 'Changed':
      return [
        (state) => {
          const next = { ...state, session: frame.session ? copySession(frame.session) : state.session }
          if (!frame.capabilities) return [next]
          const capabilities = { ...state.capabilities, ...frame.capabilities }
          return [{ ...next, capabilities }, event('capabilitiesChanged', { ...capabilities })]
        }
      ]
    case 'Signal':
    case 'TypingNews':
      return [tells({ _tag: frame.name, data: frame.data } as ChatEvent)] // every signal's data is an object
    case 'Failed':
      return [tells(fault(frame.code, frame.response))]
  }
}

/**
 * Frames speak of a session: outside one there is nothing to change, and no fact in them. News of typing and of polling
 * comes in pairs, and faults are everyone's: they are told in every phase.
 */
export const interpret = (frame: Delivery, state: State): ReadonlyArray<Fact> => {
  const isAlwaysTold = frame._tag === 'Failed' || frame._tag === 'TypingNews' || (frame._tag === 'Signal' && frame.name === 'pollingStopped')
  return isActive(state) || isAlwaysTold ? factsIn(frame) : []
}
