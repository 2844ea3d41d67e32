/** Genesys Multicloud CX v3 as a back end of the sandbox: sessions under a collection, asked for by polling. */
import { createBendIndexes } from '../faults/bendIndexes.js'
import { Refusal } from '../model/Refusal.js'
import { createFileStore } from '../transcript/files.js'
import { createIdleControl } from '../transcript/idleControl.js'
import { createPresence } from '../transcript/presence.js'
import { createTranscripts } from '../transcript/transcripts.js'
import type { BackEnd, BackEndParts } from '../wire/BackEnd.js'
import type { Context } from './context.js'
import type { MulticloudControl } from './MulticloudControl.js'
import { backEndName } from './name.js'
import { restRoutes, shareFile } from './rest.js'
import { createSessions } from './sessions.js'
import { defaultSettings } from './Settings.js'
import { createTokens } from './token.js'

const second = 1_000

/** ms after which a customer who asks for nothing is shown as not connected. */
const away = 35 * second

/** Mounts Multicloud CX on the model. */
export const createMulticloud = (parts: BackEndParts): BackEnd & { readonly control: MulticloudControl } => {
  const { switchboard, timers, box, keeper, options } = parts
  let current = { ...defaultSettings, ...options.multicloud }
  const settings = () => current

  const sessions = createSessions(switchboard, keeper.changed)
  const tokens = createTokens(() => timers.now())
  const transcripts = createTranscripts({
    name: 'multicloudTranscripts', backEnd: backEndName, switchboard, timers, echoesTyping: () => true,
    written: () => keeper.changed()
  })
  const files = createFileStore({ name: 'multicloudFiles', switchboard, most: options.keepFiles, changed: keeper.changed })
  const presence = createPresence({
    switchboard, timers,
    times: (conversationId) => {
      const isAsync = settings().asyncEndpoints.includes(sessions.find(conversationId)?.endpoint ?? '')
      return { away, gone: isAsync ? undefined : settings().abandoned * second }
    }
  })
  const idle = createIdleControl({
    backEnd: backEndName, switchboard, timers,
    times: () => (settings().idle ? { alert: settings().idleAlert * second, close: settings().idleClose * second } : undefined)
  })
  const context: Context = { ...parts, sessions, tokens, transcripts, files, presence, bend: createBendIndexes(box), settings }

  const control: MulticloudControl = {
    expire: (conversationId) => {
      const session = sessions.find(conversationId)
      if (session === undefined) throw new Refusal('UnknownConversation', `There is no Multicloud CX session with conversation ${conversationId}.`)
      session.expired = true
      keeper.changed()
    },
    settings,
    set: (changes) => {
      current = { ...current, ...changes }
      return current
    }
  }

  return {
    routes: restRoutes(context),
    takeFile: (conversationId, memberId, { name, mime, content }) =>
      sessions.find(conversationId) === undefined ? undefined : shareFile(context, conversationId, memberId, { name, mime, content: Buffer.from(content, 'base64') }),
    upgrade: () => undefined,
    state: [tokens.state, sessions.state, transcripts.state, files.state],
    resume: () => {
      idle.resume()
      for (const { id } of sessions.all()) presence.touch(id)
    },
    control
  }
}
