/** What a customer says: text, answers to rich content, files, typing, presence. Every accepted one is echoed to all connections. */
import { isRecord } from '../decode/decode.js'
import type { Act, Ask } from './ask.js'
import { listOf, recordOf, textOf } from './ask.js'
import type { Context } from './context.js'
import { event, inbound, presence, pushed, refusal, said, tooMany } from './frames.js'
import type { Body, Session } from './Session.js'
import { allowed } from './Session.js'

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')

/** Official clients use both places. Values that are no text are ignored. */
const attributesOf = (ask: Ask): Readonly<Record<string, string>> => {
  const inMessage = recordOf(recordOf(recordOf(recordOf(ask, 'message'), 'channel'), 'metadata'), 'customAttributes')
  const atTop = recordOf(recordOf(recordOf(ask, 'channel'), 'metadata'), 'customAttributes')
  return Object.fromEntries(Object.entries({ ...atTop, ...inMessage }).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}

interface Wrong {
  readonly wrong: string
}

export const onMessage = (context: Context): Act => {
  const { sessions, settings, switchboard, timers, files } = context

  /** Sent elements with files resolved, or the refusal. */
  const resolve = (session: Session, ask: Ask, message: Ask): ReadonlyArray<unknown> | Wrong => {
    const legacy = listOf(ask, 'attachmentIds').map((id) => ({ contentType: 'Attachment', attachment: { id } }))
    const content: unknown[] = []
    for (const element of [...listOf(message, 'content'), ...legacy]) {
      if (!isRecord(element) || element['contentType'] !== 'Attachment') {
        content.push(element)
        continue
      }
      const file = files.find(textOf(recordOf(element, 'attachment'), 'id') ?? '')
      if (!file || file.token !== session.token) return { wrong: refusal(4009, 'Attachment not found') }
      if (!file.content) return { wrong: refusal(4010, 'Attachment was not successfully uploaded') }
      content.push(files.element(file))
    }
    return content
  }

  const echoed = (session: Session, more: object, tracingId: string | undefined, keep: boolean, metadata?: Ask): void => {
    const body: Body = inbound(sessions.timeOf(session, timers.now()), more, settings())
    const whole = metadata ? { ...body, metadata: { ...recordOf(body, 'metadata'), ...metadata } } : body
    if (keep) sessions.record(session, whole)
    const send = (): void => sessions.tell(session, pushed('StructuredMessage', whole, tracingId))
    if (settings().echoDelay > 0) timers.after(settings().echoDelay, send)
    else send()
  }

  const clear = (session: Session, tracingId: string | undefined): void => {
    echoed(session, presence('Clear'), tracingId, false)
    endCleared(context, session)
  }

  const told: Readonly<Record<string, (session: Session, given: Ask, tracingId: string | undefined) => string | undefined>> = {
    Typing: (session, given, tracingId) => {
      if (!settings().userTyping) return refusal(403, 'Turn on the Feature Toggle or fix the configuration.')
      const thread = switchboard.peek(session.conversationId)
      if (thread && thread.endedAt === undefined && thread.begun) switchboard.typing(thread.id, thread.customerId)
      echoed(session, event({ eventType: 'Typing', typing: recordOf(given, 'typing') }), tracingId, false)
      return undefined
    },
    Presence: (session, given, tracingId) => {
      const type = textOf(recordOf(given, 'presence'), 'type')
      if (type === 'Clear' && !settings().clear) return refusal(403, 'Presence events Conversation Clear are not supported')
      if (type === 'Clear') clear(session, tracingId)
      else if (type !== 'Join') return refusal(400, 'Request failed.')
      else {
        sessions.current(session)
        echoed(session, presence('Join'), tracingId, true)
      }
      return undefined
    }
  }

  return (connection, session, ask, tracingId) => {
    const answer = (frame: string): void => connection.socket.send(frame)
    const message = recordOf(ask, 'message')
    const [given] = listOf(message, 'events').filter(isRecord)
    const type = given && textOf(given, 'eventType')
    const clearing = type === 'Presence' && textOf(recordOf(given ?? {}, 'presence'), 'type') === 'Clear'
    if (session.readOnly && !clearing) return answer(refusal(409, 'Session is read-only, no new messages allowed'))
    if (!allowed(session.sent, timers.now(), settings().messagesPerSecond, 1_000)) return answer(tooMany(1, tracingId))
    const attributes = attributesOf(ask)
    const most = settings().maxAttributes
    if (Object.entries(attributes).reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0) > most) {
      return answer(refusal(4013, `Custom Attributes in channel metadata is larger than ${most} bytes`))
    }
    session.attributes = { ...session.attributes, ...attributes }
    if (message['type'] === 'Event') {
      const refused = (type !== undefined && given ? told[type]?.(session, given, tracingId) : undefined) ?? (type !== undefined && told[type] ? undefined : refusal(400, 'Request failed.'))
      return refused === undefined ? undefined : answer(refused)
    }
    const text = typeof message['text'] === 'string' ? message['text'] : ''
    if (bytes(text) > settings().maxText) return answer(refusal(4011, `Message length ${bytes(text)} is larger than ${settings().maxText}`))
    const content = resolve(session, ask, message)
    if ('wrong' in content) return answer(content.wrong)
    if (text === '' && content.length === 0) return answer(refusal(400, 'Request failed.'))
    const conversationId = sessions.current(session)
    const rich = content.length > 0 ? { content } : {}
    // The echo first: an agent who answers at once answers something that has been seen.
    echoed(session, { ...said({ text, ...rich }), ...(message['type'] === 'Structured' ? { type: 'Structured' } : {}) }, tracingId, true, parentOf(message))
    switchboard.say(conversationId, switchboard.find(conversationId).customerId, 'text', text, content.length > 0 ? content : undefined)
  }
}

/** What the client put into metadata comes back. [I] for `id`; seen for `parentMessageId` on agents' desks. */
const parentOf = (message: Ask): Ask | undefined => (isRecord(message['metadata']) ? message['metadata'] : undefined)

/** Ends and erases: everyone hears it, the token is usable as new. */
export const endCleared = ({ sessions, switchboard, timers }: Context, session: Session): void => {
  sessions.tell(session, pushed('SessionClearedEvent', {}))
  sessions.forget(session)
  const thread = switchboard.peek(session.conversationId)
  if (thread && thread.endedAt === undefined) switchboard.end(thread.id, 'customer')
  // Whoever does not close by itself after being told is closed.
  const told = [...session.connections]
  sessions.closeAll(session)
  timers.after(1_000, () => told.filter((connection) => connection.session === undefined).forEach(({ socket }) => socket.close(1000)))
}
