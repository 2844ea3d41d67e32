/** From what was and what happened to what is. Pure. */
import type { Happening } from './Happening.js'
import * as items from './items.js'
import type { NoticeTopic, Received, State } from './State.js'

const spoken = ['Message', 'Structured', 'FileUploaded', 'PushUrl', 'CustomNotice']

const countsAsNews = ({ from, type }: Received): boolean => from.party !== 'Client' && spoken.includes(type)

const begun = (state: State): State => ({
  ...state,
  phase: 'active',
  items: [],
  agents: [],
  typing: undefined,
  connection: 'online',
  limits: undefined,
  history: 'unknown',
  held: [],
  confirming: false,
  ending: false,
  notice: undefined,
  startError: undefined
})

/** Who has left does not type. */
const stillThere = (person: State['typing'], names: ReadonlyArray<string>): State['typing'] =>
  person !== undefined && names.includes(person.name) ? person : undefined

const receive = (state: State, messages: ReadonlyArray<Received>, live: boolean): State => {
  const next = { ...state, items: items.received(state.items, messages) }
  const isSeen = state.open && !state.hidden
  if (!live || isSeen) return next
  const known = new Set(state.items.map(({ id }) => id))
  const news = messages.filter((message) => countsAsNews(message) && !known.has(message.id))
  return { ...next, unread: state.unread + news.length }
}

/** Without the notice about one of these, for their trouble is over. */
const mended = (state: State, ...topics: ReadonlyArray<NoticeTopic>): State =>
  state.notice !== undefined && topics.includes(state.notice.about) ? { ...state, notice: undefined } : state

/** Held back until it is wanted. */
const older = (state: State, messages: ReadonlyArray<Received>): State =>
  messages.length === 0 ? state : { ...state, held: [...state.held, ...messages], history: 'ready' }

/** The next state. */
export const update = (state: State, happening: Happening): State => {
  switch (happening.type) {
    case 'opened':
      return { ...state, open: true, unread: state.hidden ? state.unread : 0 }
    case 'minimised':
      return { ...state, open: false, confirming: false }
    case 'seen':
      return { ...state, hidden: happening.hidden, unread: !happening.hidden && state.open ? 0 : state.unread }
    case 'unavailable':
      return { ...state, phase: 'unavailable' }
    case 'silent':
      return state.phase === 'loading' ? { ...state, phase: 'unavailable' } : state
    case 'noSession':
      return state.phase === 'loading' || state.phase === 'unavailable' ? { ...state, phase: 'form' } : state
    case 'reformed':
      return { ...state, phase: 'form', notice: undefined, startError: undefined }
    case 'starting':
      return { ...state, phase: 'starting', startError: undefined }
    case 'startFailed':
      return { ...state, phase: 'form', startError: happening.why }
    case 'started':
      return { ...begun(state), history: 'none' }
    case 'restored':
      // Told by the event and by the answer to verifySession, whichever comes first.
      return state.phase === 'active' ? state : { ...begun(state), open: state.open || happening.open }
    case 'ended':
      return { ...mended(state, 'connection', 'history'), phase: 'ended', items: items.abandoned(state.items), agents: [], typing: undefined, connection: 'online', confirming: false, ending: false, history: 'none', held: [] }
    case 'confirming':
      return { ...state, confirming: true }
    case 'reconsidered':
      return { ...state, confirming: false }
    case 'confirmed':
      return { ...state, ending: true }
    case 'endFailed':
      return { ...state, confirming: false, ending: false, notice: { about: 'end', says: happening.why } }
    case 'told': {
      const { about, says } = happening
      // The state of the connection is told already.
      const isTold = about === 'connection' && (state.connection !== 'online' || state.offline)
      return isTold ? state : { ...state, notice: { about, says } }
    }
    case 'mended':
      return mended(state, happening.about)
    case 'device':
      return { ...state, offline: happening.offline }
    case 'limits':
      return { ...state, limits: happening.limits }
    case 'dismissed':
      return { ...state, notice: undefined }
    case 'able':
      return { ...state, capabilities: happening.capabilities }
    case 'received':
      return receive(state, happening.messages, happening.live)
    case 'older':
      return older(state, happening.messages)
    case 'wanted':
      return { ...state, items: items.received(state.items, state.held), held: [], history: 'loading' }
    case 'agents':
      return { ...state, agents: happening.names, typing: stillThere(state.typing, happening.names) }
    case 'typing':
      return { ...state, typing: happening.person }
    case 'lost':
      return mended({ ...state, connection: 'lost', typing: undefined }, 'connection')
    case 'regained':
      return mended({ ...state, connection: 'back', offline: false }, 'connection', 'chat')
    case 'steady':
      return { ...state, connection: state.connection === 'back' ? 'online' : state.connection }
    case 'written':
      return { ...state, items: items.written(state.items, happening) }
    case 'delivered':
      return mended({ ...state, items: items.delivered(state.items, happening.key, happening.id) }, 'connection', 'chat')
    case 'failed':
      return { ...state, items: items.failed(state.items, happening.key, happening.why) }
    case 'waits':
      return { ...state, items: items.waits(state.items, happening.key) }
    case 'pending':
      return { ...state, items: items.pending(state.items, happening.key, happening.progress) }
    case 'discarded':
      return { ...state, items: items.discarded(state.items, happening.key) }
    case 'history':
      return { ...state, history: happening.history }
  }
}
