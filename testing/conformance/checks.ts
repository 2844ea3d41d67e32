/** The checks: each is something that a customer does, or that happens to them, and what has to come of it. */
import { expecting } from './page'
import type { Page } from './page'
import type { Stage } from './Stage'
import type { SupportRow } from './support'

/** What a check works with. */
export interface Scene {
  readonly stage: Stage
  /** Opens a further page of the customer. */
  readonly page: () => Page
}

/** Checks one thing; rejects with a sentence that says what was expected. */
export type Check = (scene: Scene) => Promise<void>

const started = async ({ page }: Scene): Promise<Page> => {
  const one = page()
  await one.done('startChat', { nickname: 'Jo', firstname: 'Joan', lastname: 'Doe' })
  await one.sees('clientConnected')
  return one
}

/** A chat in which the customer has said something, and an agent has answered. */
const begun = async (scene: Scene): Promise<Page> => {
  const page = await started(scene)
  await page.done('sendMessage', { message: 'Hello' })
  await page.hears('Hello')
  await scene.stage.server.agentJoins('Ann')
  await scene.stage.server.agentSays('Welcome')
  await page.hears('Welcome')
  await page.sees('agentConnected')
  return page
}

/** Takes up on a new page what the one before has left. */
const reloaded = async ({ page }: Scene, before: Page): Promise<Page> => {
  before.leave()
  const next = page()
  await next.done('restore')
  return next
}

const inOrder = (page: Page, ...names: ReadonlyArray<string>): void => {
  const places = names.map((name) => page.names().findIndex((one) => one === name))
  const isRising = places.every((place, i) => place >= 0 && place >= (places[i - 1] ?? 0))
  if (!isRising) throw new Error(`expected ${names.join(', then ')}, found ${page.names().join(', ')}`)
}

/** What people said to each other. */
const said = (page: Page): ReadonlyArray<string> => page.texts()

/** More lines than a page of a history has, where the stage follows the advice on its `config`. */
const LONG = 40

const sentences = ['one', '  kept as it is  ', 'grüße & 100% + "quotes" <b>\\', '二 🚢', 'same', 'same', 'two\nlines']

/** By name: a sentence that says what holds. */
export const checks: Readonly<Record<string, Check>> = {
  'without a chat, what needs one is refused, and there is nothing to restore': async ({ page }) => {
    const one = page()
    expecting('nothingToRestore', await one.refused('restore'), 'restore')
    expecting('nothingToRestore', await one.refused('asyncRestore'), 'asyncRestore')
    for (const [name, options] of [['sendMessage', { message: 'x' }], ['sendTyping', {}], ['endChat', {}], ['sendFilteredMessage', { message: 'x', regex: /x/ }]] as const) {
      expecting('noSession', await one.refused(name, options), name)
    }
    expecting({ sessionActive: false }, await one.done('verifySession'), 'verifySession')
    expecting({}, await one.done('getSessionData'), 'getSessionData')
    await one.done('updateUserData', { colour: 'blue' })
    await one.done('updateInteractionData', { routing: { priority: 2 } })
    await one.done('sleep')
    await one.done('wake')
    expecting([], one.names(), 'events')
    one.leave()
  },

  'a chat begins: answered first, then started, then the customer is there, once': async (scene) => {
    const page = await started(scene)
    inOrder(page, 'started', 'clientConnected')
    expecting('alreadyActive', await page.refused('startChat', { nickname: 'Jo' }), 'a second startChat')
    expecting('alreadyActive', await page.refused('restore'), 'restore')
    expecting({ sessionActive: true }, await page.done('verifySession'), 'verifySession')
    const session = await page.done('getSessionData')
    if (typeof session !== 'object' || session === null || Object.keys(session).length === 0) throw new Error('getSessionData: expected what identifies the session')
    expecting(1, page.names().filter((name) => name === 'clientConnected').length, 'clientConnected')
  },

  'a chat that cannot be begun is told on error, and the next one can': async ({ stage, page }) => {
    const one = page()
    await stage.server.cut()
    await one.refused('startChat', { nickname: 'Jo' })
    await one.sees('error')
    await stage.server.mend()
    await one.done('startChat', { nickname: 'Jo' })
    await one.sees('clientConnected')
  },

  'what is said goes both ways as it was typed, in order, each once': async (scene) => {
    const page = await begun(scene)
    for (const message of sentences) await page.done('sendMessage', { message })
    await scene.stage.server.agentSays('first')
    await scene.stage.server.agentSays('second')
    await page.hears('second')
    await page.until('all that was said', () => page.texts().length >= sentences.length + 4)
    expecting(['Hello', ...sentences], await scene.stage.heard(), 'what the server has heard')
    expecting(['Hello', 'Welcome', ...sentences, 'first', 'second'], said(page), 'what was told')
    expecting('InvalidOptions', await page.refused('sendMessage', { message: ' ' }), 'a blank message')
    const transcript = await page.ask('getTranscript')
    if (transcript._tag === 'Right') expecting(page.messages().length, transcript.right.messages.length, 'the transcript')
    await page.done('getStats')
  },

  'an agent comes, types, stops and goes': async (scene) => {
    const { agentTypes, agentSays, agentLeaves } = scene.stage.server
    const page = await begun(scene)
    await agentTypes()
    await page.sees('agentTypingStarted')
    await agentSays('typed')
    await page.hears('typed')
    await page.sees('agentTypingStopped')
    await agentTypes()
    await page.sees('agentTypingStarted', 2)
    await page.sees('agentTypingTimeout')
    const agents = await page.ask('getAgents')
    const listed = agents._tag === 'Right' ? Object.values(agents.right.agents).map(({ name, connected }) => ({ name, connected })) : agents
    expecting([{ name: 'Ann', connected: true }], listed, 'getAgents')
    expecting(1, page.names().filter((name) => name === 'agentConnected').length, 'agentConnected')
    if (agentLeaves === undefined) return
    await agentLeaves()
    await page.sees('agentDisconnected')
  },

  'a supervisor and a bot are told apart from agents': async (scene) => {
    const { supervisorJoins, supervisorLeaves, botJoins, botLeaves } = scene.stage.server
    const page = await begun(scene)
    if (supervisorJoins !== undefined) {
      await supervisorJoins('Sam')
      await page.sees('supervisorConnected')
    }
    if (supervisorLeaves !== undefined) {
      await supervisorLeaves()
      await page.sees('supervisorDisconnected')
    }
    if (botJoins !== undefined) {
      await botJoins('Bot')
      await page.sees('botConnected')
    }
    if (botLeaves !== undefined) {
      await botLeaves()
      await page.sees('botDisconnected')
    }
  },

  'the customer types, and stops': async (scene) => {
    const page = await begun(scene)
    await page.done('sendTyping', { message: 'h' })
    await page.sees('clientTypingStarted')
    await page.done('sendTyping', { message: 'he' })
    await page.sees('clientTypingStopped')
    await page.done('registerTypingPreviewInput', { input: 'any' })
    await page.sees('clientTypingStarted', 2)
    await page.done('sendMessage', { message: 'sent' })
    await page.sees('clientTypingStopped', 2)
  },

  'what is hidden stays hidden, what is rewritten is told so, and the server hears all': async (scene) => {
    const page = await begun(scene)
    await page.done('addPrefilter', { filters: /secret/g })
    await page.done('registerPreProcessor', { preprocessor: (message: { text: string }) => ({ ...message, text: message.text.toUpperCase() }) })
    await page.done('sendFilteredMessage', { message: 'psst', regex: /psst/ })
    await page.done('sendMessage', { message: 'a secret' })
    await page.done('sendMessage', { message: 'seen' })
    await page.hears('SEEN')
    expecting(['Hello', 'psst', 'a secret', 'seen'], await scene.stage.heard(), 'what the server has heard')
    expecting(['Hello', 'Welcome', 'SEEN'], said(page), 'what was told')
  },

  'a lost connection is told, and afterwards what was missed, once and before the connection is told to be back': async (scene) => {
    const { server } = scene.stage
    const page = await begun(scene)
    await server.cut()
    await page.sees('disconnected')
    await server.agentSays('meanwhile')
    const waiting = page.ask('sendMessage', { message: 'later' })
    await server.mend()
    await page.hears('meanwhile')
    await page.sees('reconnected')
    const answer = await waiting
    await page.done('sendMessage', { message: 'again there' })
    await page.hears('again there')
    const heard = await scene.stage.heard()
    // Said while there was no connection, it either arrived and was answered so, or the caller was told that it did not.
    expecting(answer._tag === 'Right', heard.includes('later'), 'whether what was said meanwhile arrived')
    expecting(['Hello', 'Welcome', 'meanwhile'], said(page).filter((text) => text !== 'later').slice(0, 3), 'what was told')
    expecting(new Set(said(page)).size, said(page).length, 'each line once')
  },

  'the next page takes the chat up, with everything that was said, and it goes on': async (scene) => {
    const { server } = scene.stage
    const first = await begun(scene)
    await first.done('sendMessage', { message: 'before' })
    await first.hears('before')
    const page = await reloaded(scene, first)
    await page.hears('before')
    inOrder(page, 'restored', 'messageReceived')
    await page.sees('clientConnected')
    await page.sees('agentConnected')
    expecting(['Hello', 'Welcome', 'before'], said(page), 'what was told again')
    expecting([true], [...new Set(page.messages().map(({ restoring }) => restoring === true))], 'restoring')
    await server.agentSays('after')
    await page.hears('after')
    await page.done('sendMessage', { message: 'still here' })
    await page.hears('still here')
    expecting(['Hello', 'before', 'still here'], await scene.stage.heard(), 'what the server has heard')
    page.leave()
    const third = scene.page()
    await third.done('asyncRestore')
    await third.hears('still here')
    await third.done('endChat')
  },

  'a chat that cannot be reached just now is not forgotten': async (scene) => {
    const { server } = scene.stage
    const first = await begun(scene)
    await server.cut()
    first.leave()
    const second = scene.page()
    await second.refused('restore')
    await second.sees('restoreFailed')
    await server.mend()
    const third = await reloaded(scene, second)
    await third.hears('Welcome')
  },

  'the customer ends the chat, once, and nothing is left of it': async (scene) => {
    const page = await begun(scene)
    await page.done('endChat')
    await page.sees('ended')
    inOrder(page, 'clientDisconnected', 'ended')
    expecting('noSession', await page.refused('sendMessage', { message: 'x' }), 'sendMessage')
    expecting('noSession', await page.refused('endChat'), 'endChat')
    expecting({ sessionActive: false }, await page.done('verifySession'), 'verifySession')
    page.leave()
    const next = scene.page()
    expecting('nothingToRestore', await next.refused('restore'), 'restore')
    await next.done('startChat', { nickname: 'Jo' })
    await next.sees('clientConnected')
    expecting([], next.texts(), 'what a new chat begins with')
  },

  'the server ends the chat: its last words, then the end, once': async (scene) => {
    const { server } = scene.stage
    if (server.ends === undefined) return
    const page = await begun(scene)
    await server.agentSays('Goodbye')
    await server.ends()
    await page.sees('ended')
    expecting(['Hello', 'Welcome', 'Goodbye'], said(page), 'what was told')
    expecting('noSession', await page.refused('sendMessage', { message: 'x' }), 'sendMessage')
    page.leave()
    expecting('nothingToRestore', await scene.page().refused('restore'), 'restore')
  },

  'a chat that the server does not know any more is over': async (scene) => {
    const { forgets } = scene.stage.server
    if (forgets === undefined) return
    const page = await begun(scene)
    await forgets()
    await page.sees('ended')
    page.leave()
    expecting('nothingToRestore', await scene.page().refused('restore'), 'restore')
  },

  'whoever was away for too long is told so': async (scene) => {
    const { outstay } = scene.stage
    if (outstay === undefined) return
    const first = await begun(scene)
    first.leave()
    await outstay()
    const page = scene.page()
    await page.refused('restore')
    await page.sees('restoreTimeout')
    expecting('nothingToRestore', await page.refused('restore'), 'restore')
  },

  'files go up and come down, or are refused by name': async (scene) => {
    const { file, saved } = scene.stage
    const page = await begun(scene)
    await page.ask('getFileLimits')
    const sent = await page.ask('sendFile', { files: file?.() })
    if (sent._tag === 'Left') {
      if (file !== undefined) throw new Error(`sendFile: expected an answer, found ${sent.left.text}`)
      expecting('Unsupported', sent.left._tag, 'sendFile')
      expecting('Unsupported', await page.refused('downloadFile', { fileId: 'x' }), 'downloadFile')
      return
    }
    const theirs = (): { readonly id: string; readonly name: string } | undefined => page.messages().find((message) => message.file !== undefined)?.file
    await page.until('the file in the transcript', () => theirs() !== undefined)
    const { id, name } = theirs() ?? { id: '', name: '' }
    const fetched = await page.ask('downloadFile', { fileId: id })
    if (fetched._tag === 'Right' && saved !== undefined) expecting([name], saved(), 'files that were handed over')
  },

  'data and notices go to the server during the chat, or are refused by name': async (scene) => {
    const page = await begun(scene)
    for (const answer of [await page.ask('sendCustomNotice', { message: 'n' }), await page.ask('updateUserData', { size: 'large' }, 'updateUserData during the chat')]) {
      if (answer._tag === 'Left') expecting('Unsupported', answer.left._tag, 'data and notices')
    }
  },

  'older messages come by pages until there are none left, or are refused by name': async (scene) => {
    const first = await begun(scene)
    const lines = Array.from({ length: LONG }, (_, i) => `line ${i + 1}`)
    for (const line of lines) await scene.stage.server.agentSays(line)
    await first.hears(`line ${LONG}`)
    const page = await reloaded(scene, first)
    await page.hears(`line ${LONG}`)
    let answer = await page.ask('fetchHistory')
    for (let pages = 1; answer._tag === 'Right' && pages < LONG; pages += 1) answer = await page.ask('fetchHistory')
    if (answer._tag === 'Right') throw new Error('fetchHistory: expected an end of the history')
    const why = answer.left._tag === 'InvalidState' ? answer.left.reason : answer.left._tag
    if (why !== 'Unsupported' && why !== 'noMoreHistory') throw new Error(`fetchHistory: expected noMoreHistory, found ${why}`)
    const transcript = [...page.messages()].sort((a, b) => a.index - b.index).filter(({ type }) => type === 'Message').map(({ text }) => text)
    expecting(['Hello', 'Welcome', ...lines], transcript, 'what was told, by index')
  },

  'it is asked for news at intervals, and as it is told to, or says that it is not polled': async (scene) => {
    const page = await begun(scene)
    const outcomes: string[] = []
    const rows: ReadonlyArray<SupportRow> = ['stopPoll', 'startPoll', 'pausePoll', 'startPoll', 'resetPollExceptions']
    for (const row of rows) {
      const answer = await page.ask(row as 'stopPoll') // none of these is a row that is no command
      outcomes.push(answer._tag === 'Right' ? 'done' : answer.left._tag)
    }
    const isPolled = outcomes[0] === 'done'
    expecting(outcomes.map(() => (isPolled ? 'done' : 'Unsupported')), outcomes, 'commands of polling')
    await page.done('stopPoll').catch(() => undefined)
    const polled = await page.ask('poll')
    expecting(isPolled ? 'Right' : 'Left', polled._tag, 'poll')
    if (!isPolled) return
    await page.done('startPoll')
    await page.done('sleep')
    await page.sees('sleeping')
    await page.done('wake')
    await page.sees('waking')
    await scene.stage.server.agentSays('still told')
    await page.hears('still told')
  },

  'a chat server that is away is told of, and that it is back': async (scene) => {
    const { goesAway, comesBack, agentSays } = scene.stage.server
    if (goesAway === undefined || comesBack === undefined) return
    const page = await begun(scene)
    await goesAway()
    await page.sees('chatServerWentOffline')
    await agentSays('through it all')
    await comesBack()
    await page.sees('chatServerBackOnline')
    await page.hears('through it all')
    await goesAway()
    const next = await reloaded(scene, page)
    await next.sees('restoredOffline')
    await comesBack()
    await next.hears('through it all')
  },

  'once disposed of, it answers every command and tells nothing': async (scene) => {
    const page = await begun(scene)
    const waiting = page.ask('sendMessage', { message: 'last' })
    page.leave()
    await waiting
    const told = page.events.length
    await scene.stage.server.agentSays('to nobody')
    expecting('Disposed', await page.refused('getTranscript'), 'getTranscript')
    expecting(told, page.events.length, 'events')
  }
}
