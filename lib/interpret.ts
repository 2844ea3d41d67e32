/** What a delivered frame means: the facts in it, each with the event that tells of it. Pure. */
import { allLeft, copyAgents, isAgent, isConnected, isKnown, joined, left, numConnected } from './Agent'
import { event, fault } from './ChatEvent'
import type { ChatEvent, Presence, PresenceName } from './ChatEvent'
import { copyJson } from './data'
import type { Entries, Frame, Member } from './Frame'
import type { Message, Party, PartyType, Said } from './Message'
import type { Change, Fact, State } from './State'
import { isActive, shownData } from './State'
import { append, copyMessage, prepend } from './Transcript'
import type { TypingNews } from './operators/agentTyping'

/** What leaves the pipeline. */
export type Delivery = Frame<Message> | TypingNews

const presence = ({ agents }: State, message?: Message): Presence => ({
  ...(message ? { message: copyMessage(message) } : {}),
  agents: copyAgents(agents),
  numAgentsConnected: numConnected(agents)
})

/** Nothing is told of outsiders. The client's going is told with the end. */
const came: Partial<Record<PartyType, PresenceName>> = {
  Client: 'clientConnected',
  Agent: 'agentConnected',
  Supervisor: 'supervisorConnected',
  Bot: 'botConnected'
}
const went: Partial<Record<PartyType, PresenceName>> = {
  Agent: 'agentDisconnected',
  Supervisor: 'supervisorDisconnected',
  Bot: 'botDisconnected'
}

/** Somebody's coming, once. */
const comes =
  (party: Party, at: number, message?: Message): Fact =>
  (state) => {
    const name = came[party.type]
    if (!name || (isAgent(party) && isConnected(state.agents, party))) return [state]
    const next = isAgent(party) ? { ...state, agents: joined(state.agents, party, at) } : state
    return [next, event(name, presence(next, message))]
  }

/** Somebody's going, once. */
const goes =
  (party: Party, at: number, message?: Message): Fact =>
  (state) => {
    const name = went[party.type]
    if (!name || (isAgent(party) && !isConnected(state.agents, party))) return [state]
    const next = isAgent(party) ? { ...state, agents: left(state.agents, party, at) } : state
    return [next, event(name, presence(next, message))]
  }

const wasThere =
  ({ from, joinedAt, leftAt }: Member): Fact =>
  (state) =>
    leftAt === undefined
      ? comes(from, joinedAt)(state)
      : isAgent(from) && !isKnown(state.agents, from)
        ? [{ ...state, agents: left(joined(state.agents, from, joinedAt), from, leftAt) }]
        : [state]

const remembering = (state: State, { entries, era, session }: Entries<Message>): State => {
  if (state.session._tag !== 'active') return state
  return {
    ...state,
    transcript: (era === 'older' ? prepend : append)(state.transcript, entries),
    session: {
      ...state.session,
      data: session ?? state.session.data,
      startTime: entries.reduce((first, { message }) => (era === 'live' ? first : Math.min(first, message.timestamp)), state.session.startTime),
      lastTime: entries.reduce((last, { message }) => Math.max(last, message.timestamp), state.session.lastTime)
    }
  }
}

const receives =
  (frame: Entries<Message>): Fact =>
  (state) => {
    const next = remembering(state, frame)
    return frame.entries.length === 0
      ? [next]
      : [
          next,
          event('messageReceived', {
            originalMessages: frame.entries.map(({ original }) => original),
            messages: frame.entries.map(({ message }) => message),
            restoring: frame.era === 'restored',
            sessionData: copyJson(shownData(next)),
            oldMessages: frame.era === 'older'
          })
        ]
  }

const moves = ({ type, from, timestamp }: Said, line?: Message): ReadonlyArray<Fact> =>
  type === 'ParticipantJoined' ? [comes(from, timestamp, line)] : type === 'ParticipantLeft' ? [goes(from, timestamp, line)] : []

const movesIn = (message: Message): ReadonlyArray<Fact> => moves(message, message)

/** Who comes and goes, seen or not. Messages are copied before anyone is told: subscribers may change theirs. */
const movesOf = ({ era, entries, unseen = [] }: Entries<Message>): ReadonlyArray<Fact> =>
  era === 'live'
    ? [
        ...entries.flatMap(({ message }) => (message.type === 'Message' ? [] : movesIn(copyMessage(message)))),
        ...unseen.flatMap((said) => moves(said))
      ]
    : []

/** News of the client's typing. Each start has one stop, whatever ends it. */
export const startsTyping: Fact = (state) =>
  state.typingTold ? [state] : [{ ...state, typingTold: true }, event('clientTypingStarted', {})]

const typingStopped = ({ typingTold }: State): ReadonlyArray<ChatEvent> => (typingTold ? [event('clientTypingStopped', {})] : [])

export const stopsTyping: Fact = (state) => [{ ...state, typingTold: false }, ...typingStopped(state)]

/** The session is over; nobody has been told yet. */
export const over = (state: State, endTime: number): State =>
  state.session._tag === 'active'
    ? { ...state, session: { _tag: 'ended', told: false, startTime: state.session.startTime, endTime }, typedAt: undefined }
    : state

/** The end of a session, told to everyone, unless it has been. */
export const ends =
  (at: number): Fact =>
  (state) => {
    const ended = over(state, at)
    if (ended.session._tag !== 'ended' || ended.session.told) return [state]
    const next: State = {
      ...ended,
      session: { ...ended.session, told: true },
      agents: allLeft(ended.agents, ended.session.endTime),
      lostAt: undefined,
      typingTold: false
    }
    return [next, ...typingStopped(state), event('clientDisconnected', presence(next)), event('ended', {})]
  }

const lost =
  (at: number): Fact =>
  (state) =>
    state.lostAt === undefined ? [{ ...state, lostAt: at, typedAt: undefined }, event('disconnected', {})] : [state]

const regained: Fact = (state) => (state.lostAt === undefined ? [state] : [{ ...state, lostAt: undefined }, event('reconnected', {})])

const changes =
  ({ capabilities: given, session: data }: Extract<Delivery, { _tag: 'Changed' }>): Fact =>
  (state) => {
    const session = state.session._tag === 'active' && data ? { ...state.session, data } : state.session
    if (!given) return [{ ...state, session }]
    const capabilities = { ...state.capabilities, ...given }
    return [{ ...state, session, capabilities }, event('capabilitiesChanged', { ...capabilities })]
  }

const signals =
  ({ name, data }: Extract<Delivery, { _tag: 'Signal' }>): Fact =>
  (state) => [state, { _tag: name, data } as ChatEvent] // every signal's data is an object

/** Frames speak of a session: outside one there is nothing for them to change. */
const whileActive =
  (fact: Fact): Fact =>
  (state): Change =>
    isActive(state) ? fact(state) : [state]

const factsOf = (frame: Exclude<Delivery, { _tag: 'Failed' | 'TypingNews' }>, at: number): ReadonlyArray<Fact> => {
  switch (frame._tag) {
    case 'Entries':
      return [receives(frame), ...movesOf(frame)]
    case 'Roster':
      return frame.members.map(wasThere)
    case 'Lost':
      return [lost(at)]
    case 'Regained':
      return [regained]
    case 'Ended':
      return [ends(at)]
    case 'Changed':
      return [changes(frame)]
    case 'Signal':
      return [signals(frame)]
    case 'Typing': // the typing operator has turned it into news
      return []
  }
}

/** `at`: now. News of typing comes in pairs that the operator keeps: told in every phase. */
export const interpret = (frame: Delivery, at: number): ReadonlyArray<Fact> =>
  frame._tag === 'Failed'
    ? [(state) => [state, fault(frame.code, frame.response)]]
    : frame._tag === 'TypingNews'
      ? [(state) => [state, event(frame.name, frame.data)]]
      : factsOf(frame, at).map(whileActive)
