/** What a delivered frame means: the facts in it, each with the event that tells of it. Pure. */
import { allLeft, isAgent, moved } from './Agent'
import { event, fault } from './ChatEvent'
import type { ChatEvent, Presence, PresenceName } from './ChatEvent'
import { copyJson } from './data'
import type { Entries, Frame } from './Frame'
import type { Message, Party, Said } from './Message'
import { noSession } from './Session'
import { isActive } from './State'
import type { Fact, State } from './State'
import { append, listed } from './Transcript'
import type { TypingNews } from './operators/agentTyping'

/** What leaves the pipeline. */
export type Delivery = Exclude<Frame<Message>, { readonly _tag: 'Typing' }> | TypingNews

const presence = ({ agents }: State, message?: Message): Presence => ({
  message,
  agents: copyJson(agents),
  numAgentsConnected: Object.values(agents).filter(({ connected }) => connected).length
})

/** Somebody comes (`here`) or goes: agents once. The client's going is told with the end, others are not told of. */
const moves =
  (party: Party, here: boolean, at: number, message?: Message): Fact =>
  (state) => {
    const { type } = party
    const agents = moved(state.agents, party, here, at)
    if (isAgent(party) ? agents === state.agents : type !== 'Bot' && !(here && type === 'Client')) return [state]
    const next = { ...state, agents }
    return [next, event(`${type.toLowerCase()}${here ? 'Connected' : 'Disconnected'}` as PresenceName, presence(next, message))] // by the types above
  }

const movesIn = ({ type, from, timestamp }: Said, line?: Message): ReadonlyArray<Fact> =>
  type === 'ParticipantJoined' || type === 'ParticipantLeft' ? [moves(from, type === 'ParticipantJoined', timestamp, line)] : []

const receives =
  ({ entries, era, session }: Entries<Message>): Fact =>
  (state) => {
    const times = entries.map(({ message }) => message.timestamp)
    const next: State = {
      ...state,
      session: session ?? state.session,
      transcript: append(state.transcript, entries),
      startTime: era === 'live' ? state.startTime : Math.min(Number(state.startTime), ...times),
      endTime: Math.max(Number(state.endTime), ...times)
    }
    if (entries.length === 0) return [next]
    return [
      next,
      event('messageReceived', {
        ...listed(entries),
        restoring: era === 'restored',
        sessionData: copyJson(next.session.shown),
        oldMessages: era === 'older'
      })
    ]
  }

type Toggle = 'clientTypingStarted' | 'clientTypingStopped' | 'disconnected' | 'reconnected'

/** Something becomes so, told once. */
const turns =
  (what: 'typingTold' | 'lost', now: boolean, name: Toggle): Fact =>
  (state) =>
    state[what] === now ? [state] : [{ ...state, [what]: now }, event(name, {})]

/** News of the client's typing. Each start has one stop, whatever ends it. */
export const startsTyping = turns('typingTold', true, 'clientTypingStarted')
export const stopsTyping = turns('typingTold', false, 'clientTypingStopped')

/** The client no longer counts as typing: who tells of it sees to the news. */
export const quiet: Fact = (state) => [{ ...state, typedAt: undefined }]

/** The session is over; nobody has been told yet. */
export const over = (state: State, endTime: number): State => ({ ...state, phase: 'ended', session: noSession, endTime, typedAt: undefined })

/** The end of a session, told to everyone, unless it has been. */
export const ends: Fact = (state, at) => {
  const ended = isActive(state) ? over(state, at) : state
  if (ended.phase !== 'ended') return [state]
  const [stopped, ...told] = stopsTyping(ended, at)
  const next: State = { ...stopped, phase: 'idle', agents: allLeft(ended.agents, Number(ended.endTime)), lost: false }
  return [next, ...told, event('clientDisconnected', presence(next)), event('ended', {})]
}

const tells =
  (told: ChatEvent): Fact =>
  (state) => [state, told]

const factsIn = (frame: Delivery): ReadonlyArray<Fact> => {
  switch (frame._tag) {
    case 'Entries':
      return [
        receives(frame),
        // Seen or not. Copied before anyone is told: subscribers may change theirs.
        ...(frame.era === 'live'
          ? [
              ...copyJson(frame.entries.map(({ message }) => message).filter(({ type }) => type !== 'Message')).flatMap((line) => movesIn(line, line)),
              ...(frame.unseen ?? []).flatMap((said) => movesIn(said))
            ]
          : [])
      ]
    case 'Roster':
      return frame.members.map(({ from, joinedAt, leftAt }) =>
        leftAt === undefined
          ? moves(from, true, joinedAt)
          : (state) => [{ ...state, agents: moved(moved(state.agents, from, true, joinedAt), from, false, leftAt) }] // listed, and nothing is told
      )
    case 'Lost':
      return [turns('lost', true, 'disconnected'), quiet]
    case 'Regained':
      return [turns('lost', false, 'reconnected')]
    case 'Ended':
      return [ends]
    case 'Changed':
      return [
        (state) => {
          const next = { ...state, session: frame.session ?? state.session }
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

/** Frames speak of a session: outside one there is nothing to change. News of typing comes in pairs: told in every phase. */
export const interpret = (frame: Delivery): ReadonlyArray<Fact> =>
  factsIn(frame).map(
    (fact): Fact =>
      (state, at) =>
        isActive(state) || frame._tag === 'Failed' || frame._tag === 'TypingNews' ? fact(state, at) : [state]
  )
