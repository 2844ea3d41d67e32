/** What a customer says: text, answers to rich content, files, typing, presence. Every accepted one is echoed to all connections. */
import { z } from 'zod'
import { isRecord } from '../schema/Problem.js'
import type { Act } from './Ask.js'
import { Fields, list, object, text } from './Ask.js'
import type { Context } from './context.js'
import { event, inbound, presence, pushed, refusal, said, tooMany } from './frames.js'
import type { Body, Session } from './Session.js'
import { allowed } from './Session.js'

/** Values that are no text are ignored. */
const Attributes = Fields.catch({}).transform((given) => Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => typeof pair[1] === 'string')))

const Channel = object({ metadata: object({ customAttributes: Attributes }) })

const Event = z.object({ eventType: text, typing: Fields.catch({}), presence: object({ type: text }) })
type Event = z.output<typeof Event>

const Said = z.object({
  /** Where attributes once were; see the settings. */
  channel: Channel,
  /** Ids of files, as old clients send them. */
  attachmentIds: list,
  message: object({
    type: text,
    text: z.string().catch(''),
    content: list,
    channel: Channel,
    events: list.transform((events) => events.filter(isRecord)).pipe(z.array(Event)),
    /** It comes back with the echo. [I] for `id`; seen for `parentMessageId` on agents' desks. */
    metadata: Fields.optional().catch(undefined)
  })
})

const Attachment = z.object({ contentType: z.literal('Attachment'), attachment: object({ id: text }) })

/** A message that goes back to the customer. */
interface Echo {
  readonly content: object
  readonly tracingId: string | undefined
  /** It is part of the history. */
  readonly keep: boolean
  /** Added to the service's own. */
  readonly metadata?: Body | undefined
}

/** The content with its files, or the frame that refuses it. */
type Resolved = { readonly ok: true; readonly content: ReadonlyArray<unknown> } | { readonly ok: false; readonly refusal: string }

const bytes = (given: string): number => Buffer.byteLength(given, 'utf8')

const sizeOf = (attributes: Readonly<Record<string, string>>): number =>
  Object.entries(attributes).reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0)

/** The action of a customer who says something. */
export const onMessage = (context: Context): Act => {
  const { sessions, settings, switchboard, timers, files } = context

  const resolve = (session: Session, elements: ReadonlyArray<unknown>): Resolved => {
    const content: unknown[] = []
    for (const element of elements) {
      const attached = Attachment.safeParse(element)
      if (!attached.success) {
        content.push(element)
        continue
      }
      const file = files.find(attached.data.attachment.id ?? '')
      if (!file || file.token !== session.token) return { ok: false, refusal: refusal(4009, 'Attachment not found') }
      if (!file.content) return { ok: false, refusal: refusal(4010, 'Attachment was not successfully uploaded') }
      content.push(files.element(file))
    }
    return { ok: true, content }
  }

  const echo = (session: Session, { content, tracingId, keep, metadata }: Echo): void => {
    const plain: Body = inbound(sessions.timeOf(session, timers.now()), content, settings())
    const body = metadata === undefined ? plain : { ...plain, metadata: { ...Fields.catch({}).parse(plain['metadata']), ...metadata } }
    if (keep) sessions.record(session, body)
    const send = (): void => sessions.tell(session, pushed('StructuredMessage', body, tracingId))
    if (settings().echoDelay > 0) timers.after(settings().echoDelay, send)
    else send()
  }

  /** Returns the frame that refuses it, if it is refused. */
  const typing = (session: Session, given: Event, tracingId: string | undefined): string | undefined => {
    if (!settings().userTyping) return refusal(403, 'Turn on the Feature Toggle or fix the configuration.')
    const thread = switchboard.peek(session.conversationId)
    if (thread && thread.endedAt === undefined && thread.begun) switchboard.typing(thread.id, thread.customerId)
    echo(session, { content: event({ eventType: 'Typing', typing: given.typing }), tracingId, keep: false })
    return undefined
  }

  /** Returns the frame that refuses it, if it is refused. */
  const present = (session: Session, given: Event, tracingId: string | undefined): string | undefined => {
    switch (given.presence.type) {
      case 'Clear':
        if (!settings().clear) return refusal(403, 'Presence events Conversation Clear are not supported')
        echo(session, { content: presence('Clear'), tracingId, keep: false })
        endCleared(context, session)
        return undefined
      case 'Join':
        sessions.current(session)
        echo(session, { content: presence('Join'), tracingId, keep: true })
        return undefined
    }
    return refusal(400, 'Request failed.')
  }

  /** Returns the frame that refuses it, if it is refused. */
  const happened = (session: Session, given: Event | undefined, tracingId: string | undefined): string | undefined => {
    switch (given?.eventType) {
      case 'Typing':
        return typing(session, given, tracingId)
      case 'Presence':
        return present(session, given, tracingId)
    }
    return refusal(400, 'Request failed.')
  }

  return ({ connection, session, frame }) => {
    const { tracingId } = frame
    const { message, attachmentIds, channel } = Said.parse(frame)
    const [given] = message.events
    const isClear = given?.eventType === 'Presence' && given.presence.type === 'Clear'
    if (session.readOnly && !isClear) return connection.send(refusal(409, 'Session is read-only, no new messages allowed'))
    if (!allowed(session.sent, timers.now(), { most: settings().messagesPerSecond, within: 1_000 })) return connection.send(tooMany(1, tracingId))

    const { attributesAtTop, maxAttributes, maxText } = settings()
    const atTop = attributesAtTop ? channel.metadata.customAttributes : {}
    const attributes = { ...atTop, ...message.channel.metadata.customAttributes }
    if (sizeOf(attributes) > maxAttributes) return connection.send(refusal(4013, `Custom Attributes in channel metadata is larger than ${maxAttributes} bytes`))
    sessions.change(session, { attributes: { ...session.attributes, ...attributes } })

    if (message.type === 'Event') {
      const refused = happened(session, given, tracingId)
      if (refused !== undefined) connection.send(refused)
      return
    }
    if (bytes(message.text) > maxText) return connection.send(refusal(4011, `Message length ${bytes(message.text)} is larger than ${maxText}`))
    const legacy = attachmentIds.map((id) => ({ contentType: 'Attachment', attachment: { id } }))
    const resolved = resolve(session, [...message.content, ...legacy])
    if (!resolved.ok) return connection.send(resolved.refusal)
    const { content } = resolved
    if (message.text === '' && content.length === 0) return connection.send(refusal(400, 'Request failed.'))
    const words = { text: message.text, ...(content.length > 0 ? { content } : {}) }
    const { id, customerId } = switchboard.find(sessions.current(session))
    // The echo first: an agent who answers at once answers something that has been seen.
    const type = message.type === 'Structured' ? { type: 'Structured' } : {}
    echo(session, { content: { ...said(words), ...type }, tracingId, keep: true, metadata: message.metadata })
    switchboard.say(id, customerId, { kind: 'text', ...words })
  }
}

/** Ends and erases: everyone hears it, the token is usable as new. */
export const endCleared = ({ sessions, timers }: Context, session: Session): void => {
  sessions.tell(session, pushed('SessionClearedEvent', {}))
  sessions.forget(session)
  // Whoever does not close by itself after being told is closed.
  const told = [...session.connections]
  sessions.closeAll(session)
  timers.after(1_000, () => {
    for (const { session: configured, socket } of told) {
      if (configured === undefined) socket.close(1000)
    }
  })
}
