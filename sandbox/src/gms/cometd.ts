/** GMS over CometD: the operations of REST as publications, what happens as deliveries on the channel of the service. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { meetRequests } from '../faults/requestFaults.js'
import { isRecord } from '../schema/Problem.js'
import type { TranscriptEvent } from '../transcript/TranscriptEvent.js'
import type { Fields } from '../wire/forms.js'
import { acceptForms, formOf, textOf } from '../wire/forms.js'
import type { Upgrade } from '../wire/upgrades.js'
import type { BayeuxMessage, Client, Connection } from './bayeux.js'
import { createBayeux, parseFrame, readMessages } from './bayeux.js'
import type { Context } from './context.js'
import { failed, Refused, retryLater } from './errors.js'
import { gmsMessage } from './messages.js'
import { carryOut, deleteFile, download, envelope, fileLimits, isOperation, mustOwn, upload } from './operations.js'
import { requestChat } from './requestChat.js'
import { answer, answerThrown, mustBeAdmitted, sendFile } from './rest.js'
import type { Session } from './Session.js'

/** Where clients shake hands. */
export const cometdPath = '/genesys/cometd'

/** Where files go while everything else is CometD. */
const filesPath = '/genesys/2/chat-ntf'

const channelPrefix = '/service/chatV2/'

/** Bytes of a multipart body at the most. */
const largestUpload = 52_428_800

/** Operations whose reply is delivered; of the others only a refusal is. */
const answered: ReadonlySet<string> = new Set(['refresh', 'requestNotifications'])

/** Who listens to a chat. */
interface Listener {
  readonly conversationId: string
  readonly channel: string
}

/** GMS over CometD. `written` is to be told of every event of a transcript. */
export const createCometd = (context: Context) => {
  const { sessions, settings, timers, box, links, presence, keeper, options } = context
  const listeners = new Map<Client, Listener>()
  /** Events that were written in this turn, and are told together. */
  const fresh = new Map<string, TranscriptEvent[]>()

  const deliver = (client: Client, channel: string, data: object): void => {
    keeper.flush()
    bayeux.deliver(client, { channel, data })
  }

  const tellFresh = (conversationId: string): void => {
    const events = fresh.get(conversationId) ?? []
    fresh.delete(conversationId)
    const session = sessions.ofConversation(conversationId)
    const clients = [...listeners].filter(([, listener]) => listener.conversationId === conversationId)
    if (session === undefined || clients.length === 0 || events.length === 0) return
    const messages = context.bend(conversationId, events.map(gmsMessage))
    const data = { messages, ...envelope(context, session) }
    for (const [client, { channel }] of clients) deliver(client, channel, data)
  }

  /** To be told of every event of a transcript. */
  const written = (conversationId: string, event: TranscriptEvent): void => {
    const events = fresh.get(conversationId)
    if (events !== undefined) {
      events.push(event)
      return
    }
    fresh.set(conversationId, [event])
    queueMicrotask(() => tellFresh(conversationId))
  }

  /** From now on the client hears what happens in the chat. Over a WebSocket the faults on streams meet it too. */
  const attach = (client: Client, session: Session, channel: string): void => {
    listeners.set(client, { conversationId: session.conversationId, channel })
    sockets.get(client)?.join(session.conversationId)
  }

  /** The chat of a publication: by its id, or by the secure key alone. */
  const sessionOf = (fields: Fields): Session => {
    const session = sessions.byChatId(textOf(fields, 'chatId') ?? '') ?? sessions.bySecureKey(textOf(fields, 'secureKey') ?? '')
    if (session === undefined) throw failed({ code: 404, advice: 'The session was not found' }, true)
    return session
  }

  const start = (client: Client, channel: string, fields: Fields): void => {
    const session = requestChat(context, channel.slice(channelPrefix.length), fields)
    // The customer's own join is part of the reply.
    fresh.delete(session.conversationId)
    attach(client, session, channel)
    const messages = context.transcripts.eventsOf(session.conversationId).map(gmsMessage)
    deliver(client, channel, { messages, ...envelope(context, session) })
  }

  const operate = (client: Client, channel: string, fields: Fields): void => {
    const operation = textOf(fields, 'operation') ?? ''
    if (operation === 'requestChat') return start(client, channel, fields)
    if (!isOperation(operation)) throw new Error('There is no such operation')
    const session = sessionOf(fields)
    const request = { method: 'POST', path: `${cometdPath}/${operation}` }
    if (box.take('offline', { conversationId: session.conversationId, request })) throw retryLater()
    // Who asks for notifications from no position wants all of them.
    const position = fields['transcriptPosition']
    const isFromStart = operation === 'requestNotifications' && (position === undefined || position === 0 || position === '0')
    mustOwn(context, session, fields)
    if (operation === 'requestNotifications') attach(client, session, channel)
    const reply = carryOut(context, operation, { session, fields: isFromStart ? { ...fields, transcriptPosition: 1 } : fields })
    if (answered.has(operation)) deliver(client, channel, reply)
  }

  const published = (client: Client, channel: string, data: unknown): string | undefined => {
    if (!channel.startsWith(channelPrefix) || !isRecord(data)) return '400::The publication is not valid'
    try {
      operate(client, channel, data)
      return undefined
    } catch (error) {
      if (!(error instanceof Refused)) return '400::The operation is not valid'
      // Told once the publication is acknowledged.
      queueMicrotask(() => deliver(client, channel, error.body))
      return undefined
    }
  }

  const bayeux = createBayeux({
    timers, published,
    offered: () => settings().cometd,
    holdFor: () => settings().cometdTimeout,
    most: options.keepSessions,
    asked: (client) => {
      const listener = listeners.get(client)
      if (listener !== undefined) presence.touch(listener.conversationId)
    },
    gone: (client) => {
      listeners.delete(client)
      sockets.delete(client)
    }
  })

  /** A WebSocket, as far as chats are concerned. */
  interface Socket {
    /** The faults on streams meet it as one of this conversation. */
    readonly join: (conversationId: string) => void
  }
  const sockets = new Map<Client, Socket>()

  const poison = (what: string, conversationId: string): string => {
    const channel = `${channelPrefix}${sessions.ofConversation(conversationId)?.service ?? ''}`
    switch (what) {
      case 'notJson':
        return '[{"channel":'
      case 'null':
        return 'null'
      case 'array':
        return '[]'
      case 'unknownType':
        return JSON.stringify([{ channel, data: { messages: [{ index: 1_000_000, type: 'UnheardOf', utcTime: timers.now(), from: { nickname: '', participantId: 99, type: 'Nobody' } }], chatEnded: false, statusCode: 0 } }])
      case 'otherConversation':
        return JSON.stringify([{ channel: `${channelPrefix}another-service`, data: { messages: [], chatEnded: true, statusCode: 0, chatId: 'another', secureKey: 'another' } }])
    }
    return JSON.stringify([{ channel, data: {} }])
  }

  const opened = (socket: WebSocket): void => {
    let conversation: string | undefined
    const push = (messages: ReadonlyArray<BayeuxMessage>): void => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(messages))
    }
    /** News of a chat go the way on which faults can meet them. */
    const pushNews = (messages: ReadonlyArray<BayeuxMessage>): void => {
      if (conversation === undefined) return push(messages)
      links.sendTo(socket, JSON.stringify(messages))
    }
    const connection: Connection = { kind: 'websocket', push: pushNews }
    const joins: Socket = {
      join: (conversationId) => {
        if (conversation === conversationId) return
        if (conversation === undefined) links.add(conversationId, socket, { poison: (what) => poison(what, conversationId) })
        else links.move(conversation, conversationId, socket)
        conversation = conversationId
      }
    }

    const take = async (text: string): Promise<void> => {
      const messages = readMessages(parseFrame(text))
      if (messages === undefined) return socket.close(1002, 'The frame is not valid')
      for (const message of messages) {
        const client = bayeux.all().find(({ id }) => id === message.clientId)
        if (client !== undefined) sockets.set(client, joins)
        const replying = bayeux.answer(message, connection)
        // A request for news is answered later; what comes after it is not to wait.
        if (message.channel === '/meta/connect') replying.then(push, () => socket.close(1011))
        else push(await replying)
      }
    }
    socket.on('error', () => undefined)
    socket.on('close', () => {
      for (const [client, its] of sockets) {
        if (its === joins) bayeux.detach(client)
      }
    })
    socket.on('message', (data) => {
      take(String(data)).catch(() => socket.close(1011))
    })
  }

  const upgrade: Upgrade = (_request, path) => {
    if (path !== cometdPath && path !== `${cometdPath}/`) return undefined
    if (!settings().cometd.includes('websocket')) return { accept: false, status: 404 }
    // Which chat it will be is not known yet: only a fault for all refuses it.
    if (links.refused()) return { accept: false, status: 503 }
    return { accept: true, opened }
  }

  const connection: Connection = { kind: 'long-polling' }

  const poll = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    mustBeAdmitted(context, request, { needsApikey: false })
    if (!settings().cometd.includes('long-polling')) return reply.code(404).send('')
    const messages = readMessages(request.body)
    if (messages === undefined) return reply.code(400).send('')
    const replies: BayeuxMessage[] = []
    for (const message of messages) replies.push(...await bayeux.answer(message, connection))
    return answer(reply, 200, replies)
  }

  /** The routes. */
  const routes = async (app: FastifyInstance): Promise<void> => {
    meetRequests(app, { box, timers, answer: (reply, status) => reply.code(status).send('') })
    app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => answerThrown(reply, error))
    for (const path of ['', '/', '/handshake', '/connect', '/disconnect']) app.post(`${cometdPath}${path}`, poll)
    await app.register(fileRoutes)
  }

  /** Files of a chat over CometD: one address, the operation is a field. */
  const fileRoutes = async (app: FastifyInstance): Promise<void> => {
    await acceptForms(app, largestUpload)
    app.post(filesPath, async (request, reply) => {
      mustBeAdmitted(context, request, { needsApikey: false })
      const form = await formOf(request)
      const { fields } = form
      const session = sessionOf(fields)
      mustOwn(context, session, fields)
      const fileId = textOf(fields, 'fileId') ?? ''
      switch (textOf(fields, 'operation')) {
        case 'fileUpload':
          return answer(reply, 200, { messages: [], ...upload(context, session, form) })
        // Clients in the field spell it both ways.
        case 'fileGetLimits':
        case 'fileGetsLimits':
          return answer(reply, 200, fileLimits(context, session))
        case 'fileDownload':
          return sendFile(reply, download(context, session, fileId))
        case 'fileDelete':
          return answer(reply, 200, deleteFile(context, session, fileId))
      }
      return answer(reply, 404, { message: 'There is no such operation' })
    })
  }

  return {
    routes, upgrade, written,
    /** Makes every client of the chat unknown, as a server does that was started anew. */
    forgetClients: (conversationId: string): void => {
      for (const [client, listener] of [...listeners]) {
        if (listener.conversationId === conversationId) bayeux.remove(client)
      }
    }
  }
}
