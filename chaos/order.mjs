/** Judges the events of one page by the contract's rules of order: what may follow what. Pure. */

/**
 * What the rules need to remember.
 * @typedef {object} Sofar
 * @property {boolean} isActive a session is there
 * @property {boolean} isLost `disconnected` was told, and `reconnected` not yet
 * @property {boolean} isFreshlyLost nothing but ends of typing has been told since `disconnected`
 * @property {boolean} isJoined `clientConnected` was told in this session
 * @property {boolean} isRestored the session was restored, and what it brought may still come
 * @property {number} agents how many there were by the latest event that said so
 * @property {Set<string>} agentsTyping
 * @property {boolean} isTyping the client
 * @property {Set<string>} ids of messages
 * @property {number} index the highest of a message
 * @property {string} before the name of the event before
 */

/** @returns {Sofar} */
const nothing = () => ({
  isActive: false, isLost: false, isFreshlyLost: false, isJoined: false, isRestored: false, agents: 0, agentsTyping: new Set(), isTyping: false, ids: new Set(), index: -Infinity, before: ''
})

/** Events that tell of a session: there is none without one. */
const OF_SESSION = [
  'messageReceived', 'clientConnected', 'clientDisconnected', 'agentConnected', 'agentDisconnected', 'agentTypingStarted', 'agentTypingStopped',
  'agentTypingTimeout', 'clientTypingStarted', 'clientTypingStopped', 'disconnected', 'reconnected', 'ended'
]

/** Everything that began to type has stopped. */
const noTyping = (so, when) => [
  ...(so.isTyping ? [`${when}: the client still types`] : []),
  ...(so.agentsTyping.size > 0 ? [`${when}: an agent still types`] : [])
]

const unless = (isRight, complaint) => (isRight ? [] : [complaint])

const begun = (so, { name }) => {
  const complaints = unless(!so.isActive, `${name} within a session`)
  Object.assign(so, nothing(), { isActive: true, isRestored: name === 'restored' })
  return complaints
}

const received = (so, { messages, originals, restoring, oldMessages }) => {
  const complaints = [
    ...unless(messages.length > 0, 'messageReceived without a message'),
    ...unless(messages.length === originals, 'messageReceived whose originalMessages are not as many as its messages'),
    ...unless(messages.every(({ from }) => from !== undefined), 'a message without from'),
    ...unless(messages.every(({ timestamp }, i) => i === 0 || timestamp >= messages[i - 1].timestamp), 'messageReceived whose messages are not ascending'),
    ...unless(!restoring || so.isRestored, 'messageReceived with restoring, twice or without restored')
  ]
  if (restoring) so.isRestored = false
  for (const { id, index } of messages) {
    complaints.push(...unless(!so.ids.has(id), 'a message told twice'))
    so.ids.add(id)
    if (!oldMessages) complaints.push(...unless(index > so.index, 'a message whose index does not rise'))
    so.index = Math.max(so.index, index)
  }
  return complaints
}

/** With the connection all typing stops, before anything else is told. */
const STOPS = ['agentTypingStopped', 'agentTypingTimeout', 'clientTypingStopped']

/** The rule of each event. Each changes what is remembered, and returns what is wrong. */
const rules = {
  started: begun,
  restored: begun,
  messageReceived: received,
  clientConnected: (so) => {
    const complaints = unless(!so.isJoined, 'clientConnected twice')
    so.isJoined = true
    return complaints
  },
  clientDisconnected: (so) => unless(so.isJoined, 'clientDisconnected without clientConnected'),
  agentConnected: (so, { agents }) => {
    const complaints = unless(agents === so.agents + 1, 'agentConnected, and not one more is there')
    so.agents = agents
    return complaints
  },
  agentDisconnected: (so, { agents }) => {
    const complaints = unless(agents === so.agents - 1, 'agentDisconnected, and not one less is there')
    so.agents = agents
    return complaints
  },
  agentTypingStarted: (so, { who }) => {
    const complaints = unless(!so.agentsTyping.has(who), 'agentTypingStarted twice')
    so.agentsTyping.add(who)
    return complaints
  },
  agentTypingStopped: (so, { who }) => unless(so.agentsTyping.delete(who), 'agentTypingStopped without agentTypingStarted'),
  agentTypingTimeout: (so, { who }) => unless(so.agentsTyping.delete(who), 'agentTypingTimeout without agentTypingStarted'),
  clientTypingStarted: (so) => {
    const complaints = unless(!so.isTyping, 'clientTypingStarted twice')
    so.isTyping = true
    return complaints
  },
  clientTypingStopped: (so) => {
    const complaints = unless(so.isTyping, 'clientTypingStopped without clientTypingStarted')
    so.isTyping = false
    return complaints
  },
  disconnected: (so) => {
    const complaints = unless(!so.isLost, 'disconnected twice')
    so.isLost = true
    so.isFreshlyLost = true
    return complaints
  },
  reconnected: (so) => {
    const complaints = unless(so.isLost, 'reconnected without disconnected')
    so.isLost = false
    return complaints
  },
  ended: (so) => {
    const complaints = [...unless(so.before === 'clientDisconnected', `ended after ${so.before}`), ...noTyping(so, 'ended')]
    Object.assign(so, nothing())
    return complaints
  }
}

/**
 * What is wrong with the events of a page, in the order in which they were told: sentences, none when all is well.
 * @param {any[]} events as `observedEvent` makes them
 */
export const violations = (events) => {
  const so = nothing()
  const found = []
  for (const event of events) {
    const { name } = event
    const rule = rules[name]
    if (so.isFreshlyLost && !STOPS.includes(name)) {
      found.push(...noTyping(so, 'disconnected'))
      so.isFreshlyLost = false
    }
    if (OF_SESSION.includes(name) && !so.isActive) found.push(`${name} without a session`)
    else if (rule !== undefined) found.push(...rule(so, event))
    so.before = name
  }
  return found
}
