/** Genesys Cloud web messaging as a back end of the sandbox: one socket, the history beside it, files. */
import type { IncomingMessage } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { Timers } from '../Clock.js'
import type { FaultBox } from '../faults/faultBox.js'
import { Refusal } from '../model/Refusal.js'
import type { Switchboard } from '../model/switchboard.js'
import type { Options } from '../Options.js'
import type { BackEnd, UpgradeAnswer } from '../wire/BackEnd.js'
import type { Links } from '../wire/links.js'
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

export const createWebMessaging = (switchboard: Switchboard, links: Links, box: FaultBox, timers: Timers, options: Options): BackEnd & { readonly control: WebMessagingControl } => {
  let current = { ...defaultSettings, ...options.webMessaging }
  const settings = () => current
  const sessions = createSessions(switchboard, links, () => timers.now(), settings)
  const context: Context = {
    switchboard, links, box, timers, options, settings, sessions, files: createFiles(timers, settings), passes: createPasses(() => timers.now())
  }
  const outbound = createOutbound(context)
  createOffers(context)
  const act = createActions(context)

  const upgrade = (request: IncomingMessage, path: string): UpgradeAnswer | undefined => {
    if (path !== socketPath) return undefined
    const { headers, url = '' } = request
    const deploymentId = new URL(url, 'http://localhost').searchParams.get('deploymentId') ?? ''
    const { origin, host = 'localhost' } = headers
    if (deploymentId === '' || !mayConnect(deploymentId, origin, options.config)) return { accept: false, status: 403 }
    // Which session it will be is not known yet: only a fault for all refuses it.
    if (links.refused('')) return { accept: false, status: 503 }
    return {
      accept: true,
      opened: (socket) => {
        const connection: Connection = { socket, origin: `http://${host}`, deploymentId, requests: [], echoes: [] }
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

  const say: WebMessagingControl['content'] = (conversationId, memberId, text, content) => {
    find(conversationId)
    const [, { role }] = switchboard.findMember(conversationId, memberId)
    if (role !== 'agent' && role !== 'bot') throw new Refusal('NotAnAgent', `Member ${memberId} is no agent but the ${role}.`)
    return { messageId: switchboard.say(conversationId, memberId, 'text', text, content).id }
  }

  const control: WebMessagingControl = {
    sessions: () => sessions.all().map(view),
    session: (conversationId) => view(find(conversationId)),
    content: say,
    file: (conversationId, memberId, { name, mime, content, text = '' }) => {
      const { token, connections } = find(conversationId)
      const bytes = Buffer.from(content, 'base64')
      const file = context.files.keep({ id: randomUUID(), name, mime, size: bytes.length, token, origin: connections[0]?.origin ?? 'http://localhost', content: bytes })
      return { ...say(conversationId, memberId, text, [context.files.element(file)]), fileId: file.id }
    },
    disconnect: (conversationId, type) => {
      find(conversationId)
      outbound.order(conversationId, type)
      switchboard.end(conversationId, 'agent')
    },
    expire: (conversationId) => void (find(conversationId).expiresAt = 0),
    clear: (conversationId) => endCleared(context, find(conversationId)),
    evict: (conversationId, reason) => sessions.evict(find(conversationId), reason),
    logout: (conversationId) => sessions.tell(find(conversationId), pushed('LogoutEvent', {})),
    expirePasses: context.passes.expire,
    expireDownloads: context.files.expireDownloads,
    settings,
    set: (changes) => (current = { ...current, ...changes })
  }

  return { routes: restRoutes(context), upgrade, control }
}
