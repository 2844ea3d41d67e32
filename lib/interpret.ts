/** What a delivered frame means: the facts in it, each with the event that tells of it. Pure. */
import { agentId, allLeft, copyAgents, isAgent, isConnected, joined, left, numConnected } from './Agent'
import { event, fault } from './ChatEvent'
import type { ChatEvent, Presence } from './ChatEvent'
import type { Entries, Frame, Member } from './Frame'
import type { Message, Party } from './Message'
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

const came = { Client: 'clientConnected', Agent: 'agentConnected', Supervisor: 'supervisorConnected', Bot: 'botConnected' } as const
const went = { Client: 'clientDisconnected', Agent: 'agentDisconnected', Supervisor: 'supervisorDisconnected', Bot: 'botDisconnected' } as const

/** Somebody's coming, once; nothing for outsiders and for those who are there already. */
const comes =
  (party: Party, at: number, message?: Message): Fact =>
  (state) => {
    if (party.type === 'External' || (isAgent(party) && isConnected(state.agents, party))) return [state]
    const next = isAgent(party) ? { ...state, agents: joined(state.agents, party, at) } : state
    return [next, event(came[party.type], presence(next, message))]
  }

/** Somebody's going. The client's is told with the end. */
const goes =
  (party: Party, at: number, message: Message): Fact =>
  (state) => {
    if (party.type === 'External' || party.type === 'Client' || (isAgent(party) && !isConnected(state.agents, party))) return [state]
    const next = isAgent(party) ? { ...state, agents: left(state.agents, party, at) } : state
    return [next, event(went[party.type], presence(next, message))]
  }

const wasThere =
  ({ from, joinedAt, leftAt }: Member): Fact =>
  (state) =>
    leftAt === undefined
      ? comes(from, joinedAt)(state)
      : isAgent(from) && !state.agents[agentId(from)]
        ? [{ ...state, agents: left(joined(state.agents, from, joinedAt), from, leftAt) }]
        : [state]

const remembering = (state: State, { entries, era, session }: Entries<Message>): State => {
  if (state.session._tag !== 'active') return state
  const times = entries.map(({ message }) => message.timestamp)
  return {
    ...state,
    transcript: (era === 'older' ? prepend : append)(state.transcript, entries),
    session: {
      ...state.session,
      data: session ?? state.session.data,
      startTime: era === 'live' ? state.session.startTime : Math.min(state.session.startTime, ...times),
      lastTime: Math.max(state.session.lastTime, ...times)
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
            sessionData: { ...shownData(next) },
            oldMessages: frame.era === 'older'
          })
        ]
  }

const movesOf = (frame: Entries<Message>): ReadonlyArray<Fact> =>
  frame.era === 'live'
    ? frame.entries.flatMap(({ message: given }) => {
        if (given.type !== 'ParticipantJoined' && given.type !== 'ParticipantLeft') return []
        const message = copyMessage(given) // read before anyone is told: subscribers may change theirs
        return [(message.type === 'ParticipantJoined' ? comes : goes)(message.from, message.timestamp, message)]
      })
    : []

const isOver: Fact = (state) => [state, event('ended', {})]

/** The end of a session that has not been told yet, told to everyone. */
export const ends = (at: number): ReadonlyArray<Fact> => [
  (state) => {
    if (state.session._tag !== 'active' && state.session._tag !== 'ended') return [state]
    const { startTime } = state.session
    const endTime = state.session._tag === 'ended' ? state.session.endTime : at
    const next: State = {
      ...state,
      session: { _tag: 'ended', told: true, startTime, endTime },
      agents: allLeft(state.agents, endTime),
      lostAt: undefined,
      typedAt: undefined,
      polling: false
    }
    return [next, event('clientDisconnected', presence(next))]
  },
  isOver
]

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
  (state) => [
    name === 'pollingStarted' ? { ...state, polling: true } : name === 'pollingStopped' ? { ...state, polling: false } : state,
    { _tag: name, data } as ChatEvent // every signal's data is an object
  ]

/** Frames speak of a session: outside one there is nothing for them to change. */
const whileActive =
  (fact: Fact): Fact =>
  (state): Change =>
    isActive(state) ? fact(state) : [state]

const factsOf = (frame: Exclude<Delivery, { _tag: 'Failed' | 'Ended' }>, at: number): ReadonlyArray<Fact> => {
  switch (frame._tag) {
    case 'Entries':
      return [receives(frame), ...movesOf(frame)]
    case 'Roster':
      return frame.members.map(wasThere)
    case 'TypingNews':
      return [(state) => [state, event(frame.name, frame.data)]]
    case 'Lost':
      return [lost(at)]
    case 'Regained':
      return [regained]
    case 'Changed':
      return [changes(frame)]
    case 'Signal':
      return [signals(frame)]
    case 'Typing': // the typing operator has turned it into news
      return []
  }
}

export const interpret = (state: State, frame: Delivery, at: number): ReadonlyArray<Fact> =>
  frame._tag === 'Failed'
    ? [(latest) => [latest, fault(frame.code, frame.response)]]
    : !isActive(state)
      ? []
      : frame._tag === 'Ended'
        ? ends(at)
        : factsOf(frame, at).map(whileActive)
