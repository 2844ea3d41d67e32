/** Does what the person wants and listens to what the service tells. */
import { fields, text } from './bus/read.js'
import type { Outcome, Service } from './bus/service.js'
import { readAgents, readCapabilities, readMessages, readPerson, readProgress } from './bus/shapes.js'
import { explain, explainError } from './bus/words.js'
import type { Outgoing, Person } from './model/State.js'
import type { Store } from './model/store.js'
import { wasMinimised } from './remembered.js'
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

/** What the person can do, done with the service. Without one, each says that the chat is not available. */
export const createActions = (service: Service | undefined, { state, tell }: Store): Actions => {
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
    if (outcome.ok) tell({ type: 'delivered', key, id: text(fields(outcome.value)['id']) })
    else tell({ type: 'failed', key, why: explain(outcome.reason) })
  }

  const write = (outgoing: Outgoing): void => {
    written += 1
    const key = `own-${written}`
    tell({ type: 'written', key, outgoing, from: ME, at: Date.now() })
    deliver(key, outgoing)
  }

  return {
    open: () => tell({ type: 'opened' }),
    minimise: () => tell({ type: 'minimised' }),
    start: async (form) => {
      if (state().phase !== 'form') return
      tell({ type: 'starting' })
      const outcome = await ask('startChat', form)
      if (!outcome.ok) tell({ type: 'startFailed', why: explain(outcome.reason) })
    },
    again: () => tell({ type: 'reformed' }),
    send: (words, more = {}) => write({ kind: 'text', text: words, more }),
    sendFiles: (files) => files.forEach((file) => write({ kind: 'file', file })),
    retry: (key) => {
      const outgoing = state().items.find((item) => item.key === key)?.outgoing
      if (!outgoing) return
      tell({ type: 'pending', key, progress: undefined })
      deliver(key, outgoing)
    },
    discard: (key) => tell({ type: 'discarded', key }),
    download: async ({ id, name }) => {
      const outcome = await ask('downloadFile', { fileId: id, fileName: name })
      if (!outcome.ok) tell({ type: 'told', why: `${name} could not be downloaded. ${explain(outcome.reason)}` })
    },
    earlier: async () => {
      if (state().history !== 'more') return
      tell({ type: 'history', history: 'loading' })
      const outcome = await ask('fetchHistory')
      const done = !outcome.ok && /^No more messages/.test(String(outcome.reason))
      if (!outcome.ok && !done) tell({ type: 'told', why: `Earlier messages could not be loaded. ${explain(outcome.reason)}` })
      tell({ type: 'history', history: done ? 'start' : 'more' })
    },
    askEnd: () => tell({ type: 'confirming' }),
    keep: () => tell({ type: 'reconsidered' }),
    end: async () => {
      if (state().ending) return
      tell({ type: 'confirmed' })
      const outcome = await ask('endChat')
      if (!outcome.ok) tell({ type: 'endFailed', why: `The chat could not be ended. ${explain(outcome.reason)}` })
    },
    dismiss: () => tell({ type: 'dismissed' })
  }
}

/** From the service's events to the widget's happenings. `input`: where the person types. */
export const listen = (service: Service, { state, tell }: Store, input: HTMLTextAreaElement): void => {
  const agents = (data: unknown): void => tell({ type: 'agents', names: readAgents(data) })
  const quiet = (): void => tell({ type: 'typing', person: undefined })
  const able = (data: unknown): void => tell({ type: 'able', capabilities: readCapabilities(data) })

  /** For a chat that was brought back before this page listened. */
  const catchUp = async (): Promise<void> => {
    tell({ type: 'restored', open: !wasMinimised() })
    const [transcript, present] = await Promise.all([service.ask('getTranscript'), service.ask('getAgents')])
    if (transcript.ok) tell({ type: 'received', messages: readMessages(transcript.value), live: false })
    if (present.ok) agents(present.value)
  }

  service.on('messageReceived', (data) => {
    const { restoring, oldMessages } = fields(data)
    tell({ type: 'received', messages: readMessages(data), live: restoring !== true && oldMessages !== true })
  })
  const presences = ['agentConnected', 'agentDisconnected', 'supervisorConnected', 'supervisorDisconnected', 'botConnected', 'botDisconnected']
  presences.forEach((name) => service.on(name, agents))
  service.on('agentTypingStarted', (data) => tell({ type: 'typing', person: { ...readPerson(fields(data)['from']), party: 'Agent' } }))
  service.on('agentTypingStopped', quiet)
  service.on('agentTypingTimeout', quiet)
  service.on('started', () => tell({ type: 'started' }))
  service.on('restored', () => tell({ type: 'restored', open: !wasMinimised() }))
  service.on('restoreFailed', (reason) => tell({ type: 'told', why: `Your last chat could not be brought back. ${explain(reason)}` }))
  service.on('restoreTimeout', () => tell({ type: 'told', why: 'Your last chat has ended meanwhile.' }))
  service.on('ended', () => tell({ type: 'ended' }))
  service.on('disconnected', () => tell({ type: 'lost' }))
  service.on('reconnected', () => {
    tell({ type: 'regained' })
    setTimeout(() => tell({ type: 'steady' }), STEADY_AFTER)
  })
  service.on('capabilitiesChanged', able)
  service.on('error', (data) => {
    const why = explainError(data)
    if (why !== undefined && state().phase === 'active') tell({ type: 'told', why })
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
