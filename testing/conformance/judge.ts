/** What must hold of everything that one page was told, whatever happened: the order of the contract. */
import type { ChatEvent, EventName } from '../../lib'

/** An event that begins something, and those of which exactly one ends it. */
const pairs: ReadonlyArray<readonly [begins: EventName, ends: ReadonlyArray<EventName>]> = [
  ['disconnected', ['reconnected', 'ended']],
  ['clientTypingStarted', ['clientTypingStopped']],
  ['pollingStarted', ['pollingStopped']],
  ['chatServerWentOffline', ['chatServerBackOnline', 'ended']]
]

/** Of these some ends come without a beginning: a session can end while it is connected, too. */
const isEndOnlyAfter = (name: EventName): boolean => name !== 'ended'

const pairsKept = (names: ReadonlyArray<EventName>): ReadonlyArray<string> =>
  pairs.flatMap(([begins, ends]) => {
    let isOpen = false
    return names.flatMap((name) => {
      if (name === begins) {
        const again = isOpen
        isOpen = true
        return again ? [`${begins} a second time before ${ends.join(' or ')}`] : []
      }
      if (!ends.includes(name)) return []
      const wasOpen = isOpen
      isOpen = false
      return !wasOpen && isEndOnlyAfter(name) ? [`${name} without ${begins}`] : []
    })
  })

const typingKept = (events: ReadonlyArray<ChatEvent>): ReadonlyArray<string> => {
  const typing = new Set<string>()
  return events.flatMap((event) => {
    if (event._tag === 'agentTypingStarted') {
      const { id } = event.data.from
      if (typing.has(id)) return ['agentTypingStarted a second time for the same person']
      typing.add(id)
    }
    if (event._tag === 'agentTypingStopped' || event._tag === 'agentTypingTimeout') {
      if (!typing.delete(event.data.from.id)) return [`${event._tag} without agentTypingStarted`]
    }
    return []
  })
}

const messagesKept = (events: ReadonlyArray<ChatEvent>): ReadonlyArray<string> => {
  const ids = new Set<string>()
  return events.flatMap((event) => {
    if (event._tag === 'started') ids.clear()
    if (event._tag !== 'messageReceived') return []
    const { messages, originalMessages } = event.data
    const problems: string[] = []
    if (messages.length === 0) problems.push('messageReceived without a message')
    if (messages.length !== originalMessages.length) problems.push('messageReceived with another number of originalMessages than of messages')
    for (const { id, from, index, timestamp } of messages) {
      if (ids.has(id)) problems.push(`message ${id} told twice`)
      ids.add(id)
      if (typeof from !== 'object') problems.push(`message ${id} without from`)
      if (!Number.isInteger(index)) problems.push(`message ${id} without an index`)
      if (!Number.isFinite(timestamp)) problems.push(`message ${id} without a timestamp`)
    }
    const indexes = messages.map(({ index }) => index)
    if (indexes.some((index, place) => index <= (indexes[place - 1] ?? -Infinity))) problems.push('messages of one event that do not ascend')
    return problems
  })
}

/** What a session is told of only while it is there. */
const ofSession: ReadonlySet<EventName> = new Set<EventName>(['messageReceived', 'clientConnected', 'agentConnected', 'agentDisconnected', 'agentTypingStarted', 'disconnected', 'reconnected', 'ended'])

const sessionsKept = (names: ReadonlyArray<EventName>): ReadonlyArray<string> => {
  let isThere = false
  return names.flatMap((name) => {
    const problems = ofSession.has(name) && !isThere ? [`${name} without a session`] : []
    if (name === 'started' || name === 'restored') isThere = true
    if (name === 'ended') isThere = false
    return problems
  })
}

const agentsKept = (events: ReadonlyArray<ChatEvent>): ReadonlyArray<string> =>
  events.flatMap((event) => {
    if (event._tag !== 'agentConnected' && event._tag !== 'agentDisconnected') return []
    const there = Object.values(event.data.agents).filter(({ connected, supervisor }) => connected && !supervisor).length
    return event.data.numAgentsConnected < there ? [`${event._tag} with fewer agents counted than there are`] : []
  })

/** What is not as the contract has it, a sentence each. */
export const judge = (events: ReadonlyArray<ChatEvent>): ReadonlyArray<string> => {
  const names = events.map(({ _tag }) => _tag)
  return [...pairsKept(names), ...typingKept(events), ...messagesKept(events), ...sessionsKept(names), ...agentsKept(events)]
}
