/** Genesys Cloud web messaging as a back end of the sandbox: one socket, the history beside it, files. */
import { randomUUID } from 'node:crypto'
import { Refusal } from '../model/Refusal.js'
import type { BackEnd, BackEndParts } from '../wire/BackEnd.js'
import type { Upgrade } from '../wire/upgrades.js'
import { createActions } from './actions.js'
import type { Context } from './context.js'
import { mayConnect } from './deployment.js'
import { createFiles } from './files.js'
import { pushed } from './frames.js'
import { createOffers } from './offers.js'
import { endCleared } from './onMessage.js'
import { createOutbound } from './outbound.js'
import { createPasses } from './passes.js'
import { restRoutes } from './rest.js'
import type { Connection, Session } from './Session.js'
import { createSessions } from './sessions.js'
import { defaultSettings } from './Settings.js'
import type { SessionView, WebMessagingControl } from './WebMessagingControl.js'

const socketPath = '/v1'

const view = ({ conversationId, deploymentId, attributes, authenticated, readOnly, connections, expiresAt, log }: Session): SessionView => ({
  conversationId, deploymentId, attributes, authenticated, readOnly, connections: connections.length, expiresAt, messages: [...log]
})

/** Mounts web messaging on the model. */
export const createWebMessaging = (parts: BackEndParts): BackEnd & { readonly control: WebMessagingControl } => {
  const { switchboard, links, timers, options, hosts } = parts
  let current = { ...defaultSettings, ...options.webMessaging }
  const settings = () => current
  const now = () => timers.now()
  const { changed, flush } = parts.keeper
  const files = createFiles({ now, settings, most: options.keepFiles, changed })
  const sessions = createSessions({
    switchboard, links, now, settings, changed, most: options.keepSessions,
    forgotten: ({ token }) => files.forgetOf(token)
  })
  const passes = createPasses(now, changed)
  const context: Context = { ...parts, settings, sessions, files, passes }
  const outbound = createOutbound(context)
  createOffers(context)
  const act = createActions(context)

  const upgrade: Upgrade = ({ headers, url = '' }, path) => {
    if (path !== socketPath) return undefined
    const deploymentId = new URL(url, 'http://localhost').searchParams.get('deploymentId') ?? ''
    if (deploymentId === '' || !mayConnect(deploymentId, headers.origin, options.config)) return { accept: false, status: 403 }
    // Which session it will be is not known yet: only a fault for all refuses it.
    if (links.refused()) return { accept: false, status: 503 }
    return {
      accept: true,
      opened: (socket) => {
        const connection: Connection = {
          socket,
          send: (frame) => {
            flush()
            socket.send(frame)
          },
          origin: hosts.originOf(headers.host), deploymentId, requests: [], echoes: []
        }
        socket.on('error', () => undefined)
        socket.on('message', (data) => act(connection, String(data)))
      }
    }
  }

  const find = (conversationId: string): Session => {
    const session = sessions.of(conversationId)
    if (!session) throw new Refusal('UnknownConversation', `There is no web messaging session with conversation ${conversationId}.`)
    return session
  }

  const say: WebMessagingControl['content'] = (conversationId, memberId, { text = '', content }) => {
    find(conversationId)
    const { role } = switchboard.findMember(conversationId, memberId)
    if (role !== 'agent' && role !== 'bot') throw new Refusal('NotAnAgent', `Member ${memberId} is no agent but the ${role}.`)
    return { messageId: switchboard.say(conversationId, memberId, { kind: 'text', text, content }).id }
  }

  const control: WebMessagingControl = {
    sessions: () => sessions.all().map(view),
    session: (conversationId) => view(find(conversationId)),
    content: say,
    file: (conversationId, memberId, { name, mime, content, text = '' }) => {
      const { token, connections } = find(conversationId)
      const bytes = Buffer.from(content, 'base64')
      const file = files.keep({ id: randomUUID(), name, mime, size: bytes.length, token, origin: connections[0]?.origin ?? hosts.originOf(undefined), content: bytes })
      return { ...say(conversationId, memberId, { text, content: [files.element(file)] }), fileId: file.id }
    },
    disconnect: (conversationId, how) => {
      find(conversationId)
      outbound.order(conversationId, how)
      switchboard.end(conversationId, 'agent')
    },
    expire: (conversationId) => {
      sessions.change(find(conversationId), { expiresAt: 0 })
    },
    clear: (conversationId) => endCleared(context, find(conversationId)),
    evict: (conversationId, reason) => sessions.evict(find(conversationId), reason),
    logout: (conversationId) => sessions.tell(find(conversationId), pushed('LogoutEvent', {})),
    expirePasses: passes.expire,
    expireDownloads: files.expireDownloads,
    settings,
    set: (changes) => {
      current = { ...current, ...changes }
      return current
    }
  }

  return { routes: restRoutes(context), upgrade, control, state: [sessions.state, ...files.state, passes.state] }
}
