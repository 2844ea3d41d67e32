/** Does what the person wants and listens to what the service tells. */
import { fields, text } from './bus/read.js'
import type { Outcome, Service } from './bus/service.js'
import { readAgents, readCapabilities, readLimits, readMessages, readPerson, readProgress } from './bus/shapes.js'
import { explain, explainError, reasonOf } from './bus/words.js'
import { isCutOff } from './model/connection.js'
import type { Outgoing, Person } from './model/State.js'
import type { Store } from './model/store.js'
import { wasMinimised } from './remembered.js'
import { fileTrouble, refusalOf } from './text/fileRules.js'
import { isOfConnection } from './text/sentences.js'
import type { Trouble } from './text/sentences.js'
import type { Actions } from './view/Actions.js'

/** Ms after which a service that has not become ready counts as missing. */
const SILENT_AFTER = 20_000

/** Ms for which "you are connected again" shows. */
const STEADY_AFTER = 4_000

const ME: Person = { party: 'Client', name: 'You', id: undefined, avatar: undefined }

/** sendFile takes a file input, as the documentation shows it. */
const inputWith = (file: File): HTMLInputElement => {
  const given = new DataTransfer()
  given.items.add(file)
  const input = document.createElement('input')
  input.type = 'file'
  input.files = given.files
  return input
}

/** Pictures that every browser shows. No SVG: one may hold scripts. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']

/** The picture as it is on this device. Its address lives as long as the page, as the transcript does. */
const previewOf = (file: File): string | undefined => (PICTURES.includes(file.type) ? URL.createObjectURL(file) : undefined)

/** Ms within which the event of a page comes after its answer. */
const EVENT_AFTER = 50

/** How many empty pages of history are passed over. */
const MOST_EMPTY = 5

/** What the person can do, and what the widget does by itself for them. */
export interface Doings {
  readonly actions: Actions
  /** What waited for the connection goes. */
  readonly resume: () => void
  /** Looks whether there is something older than what is shown, and holds it ready. */
  readonly look: () => void
  /** Asks which files may be sent. */
  readonly askLimits: () => void
}

/** What the person can do, done with the service. Without one, each says that the chat is not available. */
export const createActions = (service: Service | undefined, { state, tell }: Store): Doings => {
  /** How many messages were written here: a part of their keys. */
  let written = 0

  const ask: Service['ask'] = async (...given) => {
    if (service === undefined) return { ok: false, reason: 'The chat is not available.' }
    return service.ask(...given)
  }

  const sendOut = (key: string, outgoing: Outgoing): Promise<Outcome> => {
    switch (outgoing.kind) {
      case 'text':
        return ask('sendMessage', { ...outgoing.more, message: outgoing.text })
      case 'file':
        return ask('sendFile', { files: inputWith(outgoing.file) }, (step) => tell({ type: 'pending', key, progress: readProgress(step) }))
    }
  }

  const deliver = async (key: string, outgoing: Outgoing): Promise<void> => {
    const outcome = await sendOut(key, outgoing)
    if (outcome.ok) return tell({ type: 'delivered', key, id: text(fields(outcome.value)['id']) })
    const reason = reasonOf(outcome.reason)
    // It is not lost: it goes once there is a connection, unless the service tells then that it arrived.
    if (isCutOff(state()) && isOfConnection(reason)) return tell({ type: 'waits', key })
    tell({ type: 'failed', key, why: outgoing.kind === 'file' ? whyNoFile(outcome.reason) : explain(outcome.reason) })
  }

  const whyNoFile = (reason: unknown): Trouble => {
    const word = reasonOf(reason)
    return word.startsWith('file') ? fileTrouble(word, state().limits) : explain(reason)
  }

  const write = (outgoing: Outgoing): void => {
    written += 1
    const key = `own-${written}`
    tell({ type: 'written', key, outgoing, from: ME, at: Date.now() })
    const { limits } = state()
    const refused = outgoing.kind === 'file' && limits !== undefined ? refusalOf(outgoing.file, limits) : undefined
    if (refused !== undefined) return tell({ type: 'failed', key, why: fileTrouble(refused, limits) })
    deliver(key, outgoing)
  }

  const again = (key: string): void => {
    const outgoing = state().items.find((item) => item.key === key)?.outgoing
    if (!outgoing) return
    tell({ type: 'pending', key, progress: undefined })
    deliver(key, outgoing)
  }

  /** Of the latest look for earlier messages: one that a person asks for takes over from one that was made ahead. */
  let looks = 0

  /** `nothing`: how it is called when there is nothing. */
  const fetchOlder = async (nothing: 'none' | 'start'): Promise<void> => {
    looks += 1
    const look = looks
    for (let empty = 0; empty < MOST_EMPTY; empty += 1) {
      const outcome = await ask('fetchHistory')
      if (state().phase !== 'active' || look !== looks) return
      const isDone = !outcome.ok && (reasonOf(outcome.reason) === 'NoMore' || /^No more messages/.test(String(outcome.reason)))
      if (isDone) return tell({ type: 'history', history: state().held.length > 0 ? 'ready' : nothing })
      if (!outcome.ok) return tell({ type: 'history', history: 'failed' })
      // What was fetched is told by an event of its own, which may come after the answer.
      await new Promise((resolve) => setTimeout(resolve, EVENT_AFTER))
      if (state().held.length > 0 || look !== looks) return
    }
    tell({ type: 'history', history: 'failed' })
  }

  const earlier = async (): Promise<void> => {
    const { history } = state()
    if (history !== 'ready' && history !== 'failed') return
    tell({ type: 'wanted' })
    await fetchOlder('start')
    // Nobody asked for more yet: that it is not there is told when the person asks in vain.
    if (history === 'ready') return
    if (state().history === 'failed') return tell({ type: 'told', about: 'history', says: 'Earlier messages could not be loaded. Please try again.' })
    tell({ type: 'mended', about: 'history' })
    if (state().history === 'ready') await earlier()
  }

  const actions: Actions = {
    open: () => tell({ type: 'opened' }),
    minimise: () => tell({ type: 'minimised' }),
    start: async (form) => {
      if (state().phase !== 'form') return
      tell({ type: 'starting' })
      const outcome = await ask('startChat', form)
      if (!outcome.ok) tell({ type: 'startFailed', why: explain(outcome.reason).says })
    },
    again: () => tell({ type: 'reformed' }),
    send: (words, more = {}) => write({ kind: 'text', text: words, more }),
    sendFiles: (files) => files.forEach((file) => write({ kind: 'file', file, preview: previewOf(file) })),
    retry: again,
    discard: (key) => tell({ type: 'discarded', key }),
    download: async ({ id, name }) => {
      const outcome = await ask('downloadFile', { fileId: id, fileName: name })
      if (outcome.ok) tell({ type: 'mended', about: 'download' })
      else tell({ type: 'told', about: 'download', says: `${name} could not be downloaded. ${explain(outcome.reason).says}` })
    },
    earlier,
    askEnd: () => tell({ type: 'confirming' }),
    keep: () => tell({ type: 'reconsidered' }),
    end: async () => {
      if (state().ending) return
      tell({ type: 'confirmed' })
      const outcome = await ask('endChat')
      if (!outcome.ok) tell({ type: 'endFailed', why: `The chat could not be ended. ${explain(outcome.reason).says}` })
    },
    dismiss: () => tell({ type: 'dismissed' })
  }

  return {
    actions,
    resume: () => {
      for (const { key, delivery } of state().items) {
        if (delivery.state === 'waiting') again(key)
      }
    },
    look: () => {
      const { phase, history, capabilities } = state()
      if (phase !== 'active' || history !== 'unknown' || !capabilities.history) return
      tell({ type: 'history', history: 'looking' })
      fetchOlder('none')
    },
    askLimits: async () => {
      const { phase, capabilities, limits } = state()
      if (phase !== 'active' || limits !== undefined || !capabilities.upload || !capabilities.fileLimits) return
      const outcome = await ask('getFileLimits')
      if (outcome.ok) tell({ type: 'limits', limits: readLimits(outcome.value) })
    }
  }
}

/** What listening needs. */
export interface Listening {
  readonly service: Service
  readonly store: Store
  readonly doings: Doings
  /** Where the person types. */
  readonly input: HTMLTextAreaElement
}

/** From the service's events to the widget's happenings. */
export const listen = ({ service, store: { state, tell }, doings, input }: Listening): void => {
  const agents = (data: unknown): void => tell({ type: 'agents', names: readAgents(data) })
  const quiet = (): void => tell({ type: 'typing', person: undefined })
  const prepare = (): void => {
    doings.look()
    doings.askLimits()
  }
  const able = (data: unknown): void => {
    tell({ type: 'able', capabilities: readCapabilities(data) })
    prepare()
  }
  const lost = (): void => tell({ type: 'lost' })
  const regained = (): void => {
    tell({ type: 'regained' })
    doings.resume()
    setTimeout(() => tell({ type: 'steady' }), STEADY_AFTER)
  }

  /** For a chat that was brought back before this page listened. */
  const catchUp = async (): Promise<void> => {
    tell({ type: 'restored', open: !wasMinimised() })
    const [transcript, present] = await Promise.all([service.ask('getTranscript'), service.ask('getAgents')])
    if (transcript.ok) tell({ type: 'received', messages: readMessages(transcript.value), live: false })
    if (present.ok) agents(present.value)
    prepare()
  }

  service.on('messageReceived', (data) => {
    const { restoring, oldMessages } = fields(data)
    if (oldMessages === true) return tell({ type: 'older', messages: readMessages(data) })
    tell({ type: 'received', messages: readMessages(data), live: restoring !== true })
    if (restoring === true) prepare()
  })
  const presences = ['agentConnected', 'agentDisconnected', 'supervisorConnected', 'supervisorDisconnected', 'botConnected', 'botDisconnected']
  presences.forEach((name) => service.on(name, agents))
  service.on('agentTypingStarted', (data) => tell({ type: 'typing', person: { ...readPerson(fields(data)['from']), party: 'Agent' } }))
  service.on('agentTypingStopped', quiet)
  service.on('agentTypingTimeout', quiet)
  service.on('started', () => {
    tell({ type: 'started' })
    doings.askLimits()
  })
  service.on('restored', () => tell({ type: 'restored', open: !wasMinimised() }))
  service.on('restoreFailed', (reason) => tell({ type: 'told', about: 'restore', says: `Your last chat could not be brought back. ${explain(reason).says}` }))
  service.on('restoreTimeout', () => tell({ type: 'told', about: 'restore', says: 'Your last chat has ended meanwhile.' }))
  service.on('ended', () => tell({ type: 'ended' }))
  service.on('disconnected', lost)
  service.on('reconnected', regained)
  // Back ends that are polled tell the same in other words.
  service.on('chatServerWentOffline', lost)
  service.on('chatServerBackOnline', regained)
  window.addEventListener('offline', () => tell({ type: 'device', offline: true }))
  window.addEventListener('online', () => {
    tell({ type: 'device', offline: false })
    if (state().connection !== 'lost') doings.resume()
  })
  service.on('capabilitiesChanged', able)
  service.on('error', (data) => {
    const told = explainError(data)
    if (told !== undefined && state().phase === 'active') tell({ type: 'told', about: told.ofConnection ? 'connection' : 'chat', says: told.says })
  })
  setTimeout(() => tell({ type: 'silent' }), SILENT_AFTER)
  service.on('ready', async () => {
    able(service.capabilities())
    // The chat goes on without it: no answer is waited for.
    service.ask('registerTypingPreviewInput', { input })
    const outcome = await service.ask('verifySession')
    if (outcome.ok && fields(outcome.value)['sessionActive'] === true) return catchUp()
    tell({ type: 'noSession' })
  })
}
