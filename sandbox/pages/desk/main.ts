/** The agent's desk: wires the socket, the state, the views and the commands. */
import type { Fault } from '../../src/faults/Fault.js'
import { renderList } from './chatList.js'
import { renderCustomer, renderHead, renderTyping } from './chatView.js'
import * as commands from './commands.js'
import { connect } from './connection.js'
import { byId, show, write } from './dom.js'
import { buildFaults, renderFaults, renderOffers } from './faults.js'
import { remembered, rememberChosen, wasChosen } from './remembered.js'
import { buildShelf } from './shelf.js'
import type { Chat } from './state.js'
import { emptyState, evolve, speaker } from './state.js'
import { followTranscript, renderTranscript } from './transcript.js'

/** ms between two signs of typing. */
const typingEvery = 3_000

const state = emptyState()
const drafts = new Map<string, string>()
const name = byId('name', HTMLInputElement)
const text = byId('text', HTMLTextAreaElement)
const banner = byId('banner', HTMLParagraphElement)
const transferForm = byId('transfer-form', HTMLFormElement)
const transferName = byId('transfer-name', HTMLInputElement)
const transferButton = byId('transfer', HTMLButtonElement)
let drawing = false
let typedAt = 0
let online = true
/** Joining was asked for: the composer takes the focus as soon as it is there. */
let writeNext = false
let problem = ''
let forget: ReturnType<typeof setTimeout> | undefined
let look: ReturnType<typeof setTimeout> | undefined

const myName = (): string => {
  const given = name.value.trim()
  return given === '' ? 'Agent' : given
}
const chosen = (): Chat | undefined => (state.selected === undefined ? undefined : state.chats.get(state.selected))

const render = (): void => {
  drawing = false
  const chat = chosen()
  if (chat) chat.unread = 0
  renderList(state, select)
  show(byId('nothing', HTMLDivElement), !chat)
  show(byId('conversation', HTMLDivElement), chat !== undefined)
  show(byId('customer', HTMLElement), chat !== undefined)
  renderTranscript(chat)
  if (chat) {
    renderHead(chat, myName())
    renderCustomer(chat)
  }
  if (writeNext && text.offsetParent !== null) {
    writeNext = false
    text.focus()
  }
  if (text.offsetParent !== null) fitText()
  renderOffers(chat)
  renderFaults(state.faults, {
    clear: (id) => attempt(commands.clearFault(id)),
    nameOf: (id) => state.chats.get(id)?.summary.customer.name ?? 'a forgotten chat'
  })
  const again = renderTyping(chat, Date.now())
  clearTimeout(look)
  if (again !== undefined) look = setTimeout(draw, again)
  const waiting = [...state.chats.values()].filter(({ summary }) => summary.phase === 'waiting').length
  document.title = waiting > 0 ? `(${waiting}) Agent's desk` : 'Agent\'s desk'
}

/** Draws once for however much has happened since. Not by animation frame: the title counts in a hidden tab too. */
const draw = (): void => {
  if (drawing) return
  drawing = true
  setTimeout(render, 0)
}

const fitText = (): void => {
  text.style.height = 'auto'
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`
}

const openTransfer = (open: boolean): void => {
  show(transferForm, open)
  transferButton.setAttribute('aria-expanded', String(open))
  if (open) transferName.focus()
}

const select = (id: string): void => {
  if (state.selected !== undefined) drafts.set(state.selected, text.value)
  state.selected = id
  rememberChosen(id)
  text.value = drafts.get(id) ?? ''
  openTransfer(false)
  document.body.dataset['view'] = 'chat'
  render()
  fitText()
  byId('chat', HTMLElement).focus()
}

const tell = (words: string): void => write(byId('news', HTMLParagraphElement), words)

const renderBanner = (): void => {
  const words = online ? problem : 'The desk lost its connection to the sandbox. Trying again…'
  write(banner, words)
  show(banner, words !== '')
}

const attempt = (done: Promise<void>): void => {
  done.catch((error: unknown) => {
    problem = error instanceof Error ? error.message : String(error)
    clearTimeout(forget)
    forget = setTimeout(() => {
      problem = ''
      renderBanner()
    }, 6_000)
    renderBanner()
  })
}

/** Runs with the chosen chat and, where one is needed, the member the desk speaks as. */
const withSpeaker = (act: (id: string, memberId: string) => Promise<void>) => (): void => {
  const chat = chosen()
  if (chat === undefined) return
  const me = speaker(chat, myName())
  if (me !== undefined) attempt(act(chat.summary.id, me.id))
}

const send = (): void => {
  const body = text.value
  if (body.trim() === '') return
  text.value = ''
  typedAt = 0
  fitText()
  withSpeaker((id, memberId) => sendAs(id, memberId, body))()
}

/** As what the composer says; only back ends that can tell it offer the choice. */
const sendAs = (id: string, memberId: string, body: string): Promise<void> => {
  const how = byId('how', HTMLSelectElement)
  if (!how.hidden && how.value === 'pushUrl') return commands.pushUrl(id, memberId, body)
  if (!how.hidden && how.value === 'customNotice') return commands.customNotice(id, memberId, body)
  return commands.say(id, memberId, body)
}

const join = async ({ summary }: Chat): Promise<void> => {
  await commands.join(summary.id, myName())
  writeNext = true
  draw()
}

byId('join', HTMLButtonElement).addEventListener('click', () => {
  const chat = chosen()
  if (chat) attempt(join(chat))
})
byId('supervise', HTMLSelectElement).addEventListener('change', () => {
  const chat = chosen()
  const choice = byId('supervise', HTMLSelectElement)
  const supervision = (['listen', 'coach', 'bargeIn'] as const).find((each) => each === choice.value)
  choice.value = ''
  if (chat && supervision) attempt(commands.supervise(chat.summary.id, `${myName()} (supervisor)`, supervision))
})
byId('leave', HTMLButtonElement).addEventListener('click', withSpeaker(commands.leave))
const askEnd = byId('ask-end', HTMLDialogElement)
byId('end', HTMLButtonElement).addEventListener('click', () => {
  askEnd.returnValue = ''
  askEnd.showModal()
})
askEnd.addEventListener('close', () => {
  const chat = chosen()
  if (chat && askEnd.returnValue === 'end') attempt(commands.end(chat.summary.id))
})

/** With the chosen chat and whom the desk speaks as. */
const speaking = (): commands.Speaking | undefined => {
  const chat = chosen()
  const me = chat === undefined ? undefined : speaker(chat, myName())
  if (chat === undefined || me === undefined) return undefined
  return { id: chat.summary.id, memberId: me.id, backEnd: chat.summary.backEnd }
}

/** In base64, as the control takes it. */
const contentOf = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')))
    reader.addEventListener('error', () => reject(new Error(`${file.name} cannot be read.`)))
    reader.readAsDataURL(file)
  })

/** One after the other. */
const sendFiles = async (to: commands.Speaking, files: ReadonlyArray<File>): Promise<void> => {
  for (const file of files) {
    const mime = file.type === '' ? 'application/octet-stream' : file.type
    await commands.sendFile(to, { name: file.name, mime, content: await contentOf(file) })
  }
}

const fileInput = byId('file', HTMLInputElement)
byId('attach', HTMLButtonElement).addEventListener('click', () => fileInput.click())
fileInput.addEventListener('change', () => {
  const files = [...(fileInput.files ?? [])]
  // The same file can be chosen again.
  fileInput.value = ''
  const to = speaking()
  if (to) attempt(sendFiles(to, files))
})
buildShelf((line) => {
  const to = speaking()
  if (to) attempt(commands.sendContent(to, line))
})
transferButton.addEventListener('click', () => openTransfer(transferForm.hidden))
transferForm.addEventListener('submit', (event) => {
  event.preventDefault()
  const to = transferName.value.trim()
  if (to === '') return
  openTransfer(false)
  transferName.value = ''
  transferButton.focus()
  withSpeaker((id, memberId) => commands.transfer(id, memberId, to))()
})
byId('back', HTMLButtonElement).addEventListener('click', () => {
  rememberChosen('')
  document.body.dataset['view'] = 'list'
  document.querySelector<HTMLButtonElement>('.chats [aria-current]')?.focus()
})
byId('composer', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault()
  send()
})
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  send()
})
text.addEventListener('input', () => {
  fitText()
  if (text.value === '' || Date.now() - typedAt < typingEvery) return
  typedAt = Date.now()
  withSpeaker(commands.typing)()
})
byId('me', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault())
remembered(name, 'webchat-service-sandbox.name', draw)

buildFaults((fault: Fault) => {
  const atThisChat = byId('aim', HTMLSelectElement).value === 'this' && state.selected !== undefined
  const aimed = atThisChat ? { ...fault, conversationId: state.selected } : fault
  attempt(commands.fault(aimed).then(() => tell(`${fault.kind} ordered.`)))
})

byId('aim', HTMLSelectElement).addEventListener('change', draw)
followTranscript()

/** The chat that was chosen before a reload. */
const chooseAgain = (): void => {
  const before = wasChosen()
  if (state.selected === undefined && before !== null && state.chats.has(before)) select(before)
}

connect((frame) => {
  evolve(state, frame, Date.now())
  if (frame.type === 'snapshot') chooseAgain()
  if (frame.type === 'change' && frame.change.type === 'opened') tell(`New chat from ${frame.change.conversation.customer.name}.`)
  draw()
}, (connected) => {
  online = connected
  renderBanner()
})
