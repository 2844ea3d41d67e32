/** The transcript of the chosen chat: new entries are appended, nothing is drawn twice. */
import type { Message } from '../../src/model/Conversation.js'
import { contentView } from './content.js'
import { byId, make } from './dom.js'
import type { Chat } from './state.js'
import { clockTime, fullTime } from './times.js'

/** What an entry without a bubble says of its member, before the text. */
const events: Readonly<Partial<Record<Message['kind'], string>>> = {
  join: ' joined', leave: ' left', notice: ':', pushUrl: ' pushed', customNotice: ' told the programs:', file: ' sent the file', fileDeleted: ' deleted a file', nickname: ' is called so now:',
  idleAlert: ':', idleClose: ':'
}

const stamp = (at: number): HTMLElement => {
  const time = make('time', '', clockTime(at))
  time.dateTime = new Date(at).toISOString()
  time.title = fullTime(at)
  return time
}

const entry = (chat: Chat, message: Message, goesOn: boolean): HTMLElement => {
  const member = chat.members.get(message.memberId)
  const name = member?.name ?? (message.memberId === 'system' ? 'System' : 'Somebody')
  const event = events[message.kind]
  if (event !== undefined) return make('p', message.text === '' ? 'event' : 'event notice', `${name}${event} ${message.text === '' ? '' : `${message.text} `}`, stamp(message.at))
  if (chat.asides.has(message.id)) return make('p', 'event notice', `${name} to the agents: ${message.text} `, stamp(message.at))
  const side = member?.role === 'customer' ? 'theirs' : 'ours'
  const head = make('p', goesOn ? 'hidden' : 'head', make('b', '', member?.automatic === true ? `${name} (automatic)` : name), ' ', stamp(message.at))
  const said = message.text === '' ? [] : [make('p', 'bubble', message.text)]
  return make('div', `entry ${side}${goesOn ? ' continues' : ''}`, head, ...said, ...contentView(message.content ?? []))
}

/** What is drawn: of which chat, and how many of its messages. */
let drawn: { readonly id: string; count: number } | undefined

/** Whether a message goes on with what the same person just said. */
const continues = (before: Message | undefined, { kind, memberId, at }: Message): boolean =>
  before?.kind === 'text' && kind === 'text' && before.memberId === memberId && at - before.at < 60_000

/** Who is this near to the end reads the latest. In px. */
const NEAR_END = 80

let follows = true

const toEnd = (log: HTMLElement): void => {
  if (follows) log.scrollTop = log.scrollHeight
}

/** Once: whoever reads the latest goes on to do so when the room for it changes. */
export const followTranscript = (): void => {
  const log = byId('transcript', HTMLDivElement)
  let top = 0
  log.addEventListener('scroll', () => {
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END
    // Only who scrolls up leaves the end; what grows or shrinks does not count.
    if (isAtEnd) follows = true
    else if (log.scrollTop < top) follows = false
    top = log.scrollTop
  })
  new ResizeObserver(() => toEnd(log)).observe(log)
}

/** Draws the chat's messages that are not drawn yet. */
export const renderTranscript = (chat: Chat | undefined): void => {
  const log = byId('transcript', HTMLDivElement)
  if (!chat || drawn?.id !== chat.summary.id || drawn.count > chat.messages.length) {
    log.replaceChildren()
    drawn = chat === undefined ? undefined : { id: chat.summary.id, count: 0 }
  }
  if (!chat || !drawn || drawn.count === chat.messages.length) return
  if (drawn.count === 0) follows = true
  const added = chat.messages.slice(drawn.count)
  let before = chat.messages[drawn.count - 1]
  for (const message of added) {
    log.append(entry(chat, message, continues(before, message)))
    before = message
  }
  drawn.count = chat.messages.length
  toEnd(log)
}
