/** Genesys Mobile Services (GMS) as a back end of the sandbox: chat API v2, asked for by polling. */
import { createBendIndexes } from '../faults/bendIndexes.js'
import { Refusal } from '../model/Refusal.js'
import { createFileStore } from '../transcript/files.js'
import { createIdleControl } from '../transcript/idleControl.js'
import { createPresence } from '../transcript/presence.js'
import { createTranscripts } from '../transcript/transcripts.js'
import type { BackEnd, BackEndParts } from '../wire/BackEnd.js'
import { createCometd } from './cometd.js'
import type { Context } from './context.js'
import type { GmsControl, GmsSessionView } from './GmsControl.js'
import { backEndName } from './name.js'
import { shareFile } from './operations.js'
import { isAsync } from './requestChat.js'
import { restRoutes } from './rest.js'
import type { Session } from './Session.js'
import { rotateAlias } from './Session.js'
import { createSessions } from './sessions.js'
import { defaultSettings } from './Settings.js'

const second = 1_000

/** ms after which a customer who asks for nothing is shown as not connected: a page that sleeps asks every 30 s. */
const away = 35 * second

/** Mounts GMS on the model. */
export const createGms = (parts: BackEndParts): BackEnd & { readonly control: GmsControl } => {
  const { switchboard, timers, box, keeper, options } = parts
  let current = { ...defaultSettings, ...options.gms }
  const settings = () => current

  const sessions = createSessions(switchboard, keeper.changed)
  const transcripts = createTranscripts({
    name: 'gmsTranscripts', backEnd: backEndName, switchboard, timers, echoesTyping: () => settings().echoTyping,
    written: (conversationId, event) => {
      keeper.changed()
      cometd.written(conversationId, event)
    }
  })
  const files = createFileStore({ name: 'gmsFiles', switchboard, most: options.keepFiles, changed: keeper.changed })
  const presence = createPresence({
    switchboard, timers,
    times: (conversationId) => {
      const data = switchboard.peek(conversationId)?.opening.customer.data ?? {}
      return { away, gone: isAsync(data) ? undefined : settings().flexDisconnect * second }
    }
  })
  const idle = createIdleControl({
    backEnd: backEndName, switchboard, timers,
    times: () => (settings().idle ? { alert: settings().idleAlert * second, close: settings().idleClose * second } : undefined)
  })
  const context: Context = { ...parts, sessions, transcripts, files, presence, idle, bend: createBendIndexes(box), settings }

  const cometd = createCometd(context)

  const view = ({ conversationId, chatId, secureKey, userId, alias, service }: Session): GmsSessionView => ({
    conversationId, chatId, secureKey, userId, alias, service, nextPosition: transcripts.eventsOf(conversationId).length + 1
  })

  const find = (conversationId: string): Session => {
    const session = sessions.ofConversation(conversationId)
    if (session === undefined) throw new Refusal('UnknownConversation', `There is no GMS session with conversation ${conversationId}.`)
    return session
  }

  const control: GmsControl = {
    sessions: () => sessions.all().map(view),
    session: (conversationId) => view(find(conversationId)),
    rotateAlias: (conversationId) => {
      rotateAlias(find(conversationId))
      keeper.changed()
    },
    forgetClients: (conversationId) => cometd.forgetClients(find(conversationId).conversationId),
    settings,
    set: (changes) => {
      current = { ...current, ...changes }
      return current
    }
  }

  return {
    routes: async (app) => {
      await app.register(restRoutes(context))
      await app.register(cometd.routes)
    },
    takeFile: (conversationId, memberId, { name, mime, content }) => {
      const session = sessions.ofConversation(conversationId)
      return session === undefined ? undefined : shareFile(context, session, memberId, { name, mime, content: Buffer.from(content, 'base64') })
    },
    upgrade: cometd.upgrade,
    state: [sessions.state, transcripts.state, files.state],
    resume: () => {
      idle.resume()
      for (const { conversationId } of sessions.all()) presence.touch(conversationId)
    },
    control
  }
}
