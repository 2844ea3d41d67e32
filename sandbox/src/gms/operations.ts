/** What a customer can ask for in a chat, whether over REST or over CometD. Each operation answers with its part of the reply. */
import { isRecord } from '../schema/Problem.js'
import type { FormFile, Fields } from '../wire/forms.js'
import { flatten, textOf } from '../wire/forms.js'
import type { StoredFile } from '../transcript/files.js'
import { agents } from '../model/thread.js'
import type { Context } from './context.js'
import { failed, retryLater, wrong } from './errors.js'
import { gmsMessage } from './messages.js'
import type { Session } from './Session.js'
import { rotateAlias } from './Session.js'

/** What an operation works on. */
export interface Asked {
  readonly session: Session
  readonly fields: Fields
}

/** The fields that an operation adds to the reply. */
type More = Readonly<Record<string, unknown>>

/** An operation: what it does, and what it adds to the reply. */
type Operation = (context: Context, asked: Asked) => More

const customerOf = ({ switchboard }: Context, { conversationId }: Session): string => switchboard.find(conversationId).customerId

/** Events from a position: 1 is the first, 0 is none, a negative one counts from the end. */
const messagesFrom = (context: Context, { conversationId }: Session, position: number): ReadonlyArray<Record<string, unknown>> => {
  const events = context.transcripts.eventsOf(conversationId)
  if (position === 0) return []
  const first = position < 0 ? events.length + position : position - 1
  const messages = events.slice(Math.max(0, first)).map(gmsMessage)
  return context.bend(conversationId, messages)
}

/** `transcriptPosition` as a number, whether it came as a text or as a number. Undefined where it is neither. */
const positionOf = (fields: Fields): number | undefined => {
  const given = fields['transcriptPosition']
  if (typeof given !== 'string' && typeof given !== 'number') return undefined
  const position = Number(given)
  return given !== '' && Number.isInteger(position) ? position : undefined
}

/** The attributes of a request: a record over CometD, text that is JSON over REST. */
const attributesOf = (fields: Fields): Readonly<Record<string, unknown>> => {
  const given = fields['eventAttributes']
  if (isRecord(given)) return given
  if (typeof given !== 'string' || given === '') return {}
  try {
    const parsed: unknown = JSON.parse(given)
    return isRecord(parsed) ? parsed : {}
  } catch {
    throw wrong(400, 'eventAttributes is not JSON')
  }
}

const send: Operation = (context, { session, fields }) => {
  const text = textOf(fields, 'message')
  const { maxMessage } = context.settings()
  if (text === undefined) throw retryLater()
  if ([...text].length > maxMessage) throw wrong(204, String(maxMessage))
  const extra = { messageType: textOf(fields, 'messageType') ?? 'text', eventAttributes: attributesOf(fields) }
  context.switchboard.say(session.conversationId, customerOf(context, session), { kind: 'text', text, extra })
  return {}
}

const startTyping: Operation = (context, { session, fields }) => {
  context.switchboard.typing(session.conversationId, customerOf(context, session), textOf(fields, 'message'))
  return {}
}

const stopTyping: Operation = (context, { session, fields }) => {
  context.switchboard.stopTyping(session.conversationId, customerOf(context, session), textOf(fields, 'message'))
  return {}
}

/** [U] whether it is an event of the customer's own transcript too: no, as in the recorded exchanges. */
const customNotice: Operation = (context, { session, fields }) => {
  const extra = { eventAttributes: attributesOf(fields) }
  context.switchboard.sayAside(session.conversationId, customerOf(context, session), { kind: 'customNotice', text: textOf(fields, 'message') ?? '', extra })
  return {}
}

const updateData: Operation = (context, { session, fields }) => {
  const data = fields['userData']
  if (isRecord(data)) context.switchboard.describe(session.conversationId, { data: flatten(data) })
  return {}
}

const updateNickname: Operation = (context, { session, fields }) => {
  const name = textOf(fields, 'nickname')
  if (name === undefined) throw wrong(161, 'nickname is required')
  context.switchboard.describe(session.conversationId, { name })
  return {}
}

const pushUrl: Operation = (context, { session, fields }) => {
  const text = textOf(fields, 'pushUrl')
  if (text === undefined) throw retryLater()
  context.switchboard.say(session.conversationId, customerOf(context, session), { kind: 'pushUrl', text })
  return {}
}

const disconnect: Operation = (context, { session }) => {
  session.left = true
  context.switchboard.end(session.conversationId, 'customer')
  return {}
}

const nothing: Operation = () => ({})

/** The operations on a chat that goes on, by their names on either wire. */
const operations = {
  send, sendMessage: send, startTyping, stopTyping, customNotice, updateData, updateNickname, pushUrl, disconnect, readReceipt: nothing, refresh: nothing, requestNotifications: nothing
} as const satisfies Readonly<Record<string, Operation>>

/** The name of an operation. */
export type OperationName = keyof typeof operations

/** Whether there is such an operation. */
export const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name)

/** Reading is possible after the end too. */
const reads: ReadonlySet<string> = new Set<OperationName>(['refresh', 'requestNotifications'])

/** The reply to what worked: the keys, the state of the chat, and what the operation adds. */
export const envelope = (context: Context, session: Session, more: More = {}): Readonly<Record<string, unknown>> => {
  const { switchboard, transcripts, settings, keeper } = context
  const { conversationId, chatId, secureKey, userId } = session
  if (settings().rotateAlias) {
    rotateAlias(session)
    keeper.changed()
  }
  const idle = context.idle.secondsLeft(conversationId)
  return {
    ...more,
    chatEnded: switchboard.peek(conversationId)?.endedAt !== undefined,
    statusCode: 0,
    alias: session.alias, secureKey, userId, chatId,
    nextPosition: transcripts.eventsOf(conversationId).length + 1,
    // [U] when the real server sends it, and in which unit: while a warning runs, in seconds.
    ...(idle === undefined ? {} : { idleTimerExpire: idle })
  }
}

/** Throws unless the keys in these fields are those of the session. */
export const mustOwn = ({ settings }: Context, session: Session, fields: Fields): void => {
  const isOther = (name: 'alias' | 'userId'): boolean => textOf(fields, name) !== undefined && textOf(fields, name) !== session[name]
  const isStale = settings().strictAlias && (isOther('alias') || isOther('userId'))
  if (fields['secureKey'] !== session.secureKey || isStale) throw failed({ code: 401, advice: 'The session is not authorised' }, true)
}

const isOver = ({ switchboard }: Context, { conversationId }: Session): boolean => switchboard.peek(conversationId)?.endedAt !== undefined

/** Throws unless the chat goes on. */
export const mustGoOn = (context: Context, session: Session): void => {
  if (isOver(context, session)) throw failed({ code: 8201, advice: 'The user is not in the session' }, true)
}

/** Carries an operation out and answers with the reply. Throws `Refused`. */
export const carryOut = (context: Context, name: OperationName, asked: Asked): Readonly<Record<string, unknown>> => {
  const { session, fields } = asked
  mustOwn(context, session, fields)
  const isRead = reads.has(name)
  // After an end by the server the transcript can still be read; whoever has disconnected is not in the session any more.
  if (!isRead || session.left) mustGoOn(context, session)
  context.presence.touch(session.conversationId)
  const more = operations[name](context, asked)
  const position = positionOf(fields) ?? (isRead ? 1 : undefined)
  // The answers to a start and stop of typing come with an empty list, those of other operations without one.
  if (position === undefined) return envelope(context, session, more)
  return envelope(context, session, { ...more, messages: messagesFrom(context, session, position) })
}

/** What a file event says of its file. */
const factsOf = ({ id, name, content }: StoredFile): Readonly<Record<string, string>> => ({ 'file-id': id, 'file-name': name, 'file-size': String(content.length) })

/** Keeps a file and tells it in the conversation. */
export const shareFile = ({ files, switchboard }: Context, session: Session, memberId: string, file: FormFile): { readonly messageId: string; readonly fileId: string } => {
  const stored = files.keep({ ...file, conversationId: session.conversationId, memberId })
  const message = switchboard.say(session.conversationId, memberId, { kind: 'file', text: stored.name, data: factsOf(stored) })
  return { messageId: message.id, fileId: stored.id }
}

interface Used {
  readonly count: number
  readonly bytes: number
}

const used = (context: Context, session: Session): Used => {
  const mine = context.files.ofMember(session.conversationId, customerOf(context, session))
  return { count: mine.length, bytes: mine.reduce((sum, { content }) => sum + content.length, 0) }
}

/** The limits of uploads, as an entry of `messages` that is no event of the transcript. All values are texts. */
export const fileLimits = (context: Context, session: Session): Readonly<Record<string, unknown>> => {
  mustGoOn(context, session)
  context.presence.touch(session.conversationId)
  const { maxFiles, maxFileSize, maxTotalSize, needAgent, fileTypes, downloadAttempts } = context.settings()
  const { count, bytes } = used(context, session)
  const userData = {
    'upload-max-files': String(maxFiles), 'upload-max-file-size': String(maxFileSize), 'upload-max-total-size': String(maxTotalSize), 'upload-need-agent': String(needAgent),
    'upload-file-types': fileTypes.join(':'), 'used-upload-max-files': String(count), 'used-upload-max-total-size': String(bytes),
    'download-attempts': String(downloadAttempts), 'used-download-attempts': String(session.downloads), 'delete-file': 'odd'
  }
  const notice = { type: 'Notice', text: 'file-client-cfg-get', from: { nickname: 'system', participantId: 9, type: 'External' }, utcTime: context.timers.now(), userData }
  return { ...envelope(context, session), messages: [notice] }
}

/** Takes a file of the customer. */
export const upload = (context: Context, session: Session, { file, isTooLarge }: { readonly file?: FormFile; readonly isTooLarge: boolean }): Readonly<Record<string, unknown>> => {
  mustGoOn(context, session)
  context.presence.touch(session.conversationId)
  const { maxFiles, maxFileSize, maxTotalSize, needAgent, fileTypes } = context.settings()
  const { count, bytes } = used(context, session)
  if (isTooLarge || (file !== undefined && file.content.length > maxFileSize)) throw wrong(202, String(maxFileSize))
  if (file === undefined) throw retryLater()
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''
  if (!fileTypes.includes(extension)) throw wrong(203, extension)
  if (count >= maxFiles) throw wrong(201, String(maxFiles))
  if (bytes + file.content.length > maxTotalSize) throw wrong(202, String(maxTotalSize))
  const hasAgent = agents(context.switchboard.find(session.conversationId)).some(({ state }) => state === 'connected')
  // [U] the code for an upload that comes before an agent.
  if (needAgent && !hasAgent) throw wrong(240, 'An agent is needed')
  const { fileId } = shareFile(context, session, customerOf(context, session), file)
  return { ...envelope(context, session), userData: { 'file-id': fileId } }
}

/** Hands out a file of the chat. */
export const download = (context: Context, session: Session, fileId: string): StoredFile => {
  const file = context.files.find(session.conversationId, fileId)
  if (file === undefined) throw failed({ code: 404, advice: 'The file was not found' }, false)
  if (session.downloads >= context.settings().downloadAttempts) throw failed({ code: 403, advice: 'No downloads are left' }, false)
  session.downloads += 1
  context.keeper.changed()
  return file
}

/** Deletes a file that the customer has sent. */
export const deleteFile = (context: Context, session: Session, fileId: string): Readonly<Record<string, unknown>> => {
  mustGoOn(context, session)
  const customerId = customerOf(context, session)
  const file = context.files.find(session.conversationId, fileId)
  if (file?.memberId !== customerId) throw failed({ code: 404, advice: 'The file was not found' }, false)
  context.files.remove(fileId)
  context.switchboard.say(session.conversationId, customerId, { kind: 'fileDeleted', text: '', data: { 'file-id': fileId } })
  return envelope(context, session)
}
