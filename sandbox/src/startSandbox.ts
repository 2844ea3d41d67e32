/** Starts a sandbox: wires the model, the back ends, the control and the pages to one port. */
import type { AddressInfo } from 'node:net'
import type { FastifyCorsOptions } from '@fastify/cors'
import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import { createAutoAgent } from './agent/autoAgent.js'
import { createTimers } from './Clock.js'
import type { Control } from './control/Control.js'
import { createControl } from './control/createControl.js'
import { controlRoutes } from './control/routes.js'
import { controlScope } from './control/scope.js'
import { createDeskSocket } from './desk/deskSocket.js'
import { createFaultBox } from './faults/faultBox.js'
import { createGuestChat } from './guestChat/guestChat.js'
import { gmsControlRoutes } from './gms/controlRoutes.js'
import { createGms } from './gms/gms.js'
import type { GmsControl } from './gms/GmsControl.js'
import { createServer } from './http/server.js'
import { savedThreads } from './model/savedThreads.js'
import { createRouting } from './model/routing.js'
import { createSwitchboard } from './model/switchboard.js'
import { createTimeouts } from './model/timeouts.js'
import { multicloudControlRoutes } from './multicloud/controlRoutes.js'
import { createMulticloud } from './multicloud/multicloud.js'
import type { MulticloudControl } from './multicloud/MulticloudControl.js'
import type { Options } from './Options.js'
import { autoAgentTimes, defaults } from './Options.js'
import { defaultBundle, pages } from './pages/pages.js'
import { createStateKeeper, keepNothing, loadState } from './state/stateFile.js'
import { createHosts } from './wire/hosts.js'
import { createLinks } from './wire/links.js'
import { serveUpgrades } from './wire/upgrades.js'
import { webMessagingControlRoutes } from './webMessaging/controlRoutes.js'
import { uploadPrefix } from './webMessaging/files.js'
import { createWebMessaging } from './webMessaging/webMessaging.js'
import type { WebMessagingControl } from './webMessaging/WebMessagingControl.js'

/** A sandbox that runs. */
export interface Sandbox {
  /** The origin, such as http://127.0.0.1:8080: a valid `transport.dataURL`. */
  readonly url: string
  readonly control: Control
  /** What only web messaging has. */
  readonly webMessaging: WebMessagingControl
  /** What only GMS has. */
  readonly gms: GmsControl
  /** What only Multicloud CX has. */
  readonly multicloud: MulticloudControl
  /** Closes every socket and clears every timer. May be called again. */
  readonly close: () => Promise<void>
}

/** Pages send cookies to these, so that the origin is told back by name, and any header that a site configures. */
const withCredentials: FastifyCorsOptions = { origin: true, credentials: true, methods: ['GET', 'POST', 'PUT', 'DELETE'], exposedHeaders: ['retry-after'], maxAge: 600 }

/** Pages of any origin may use the back ends' APIs, and upload files with the headers that an upload has. */
const crossOrigin = (url: string | undefined): FastifyCorsOptions => {
  if (url?.startsWith('/genesys/') === true || url?.startsWith('/nexus/') === true) return withCredentials
  const everywhere = { origin: '*', exposedHeaders: ['inin-correlation-id', 'retry-after'], maxAge: 600 }
  if (url?.startsWith(uploadPrefix) === true) return { ...everywhere, methods: ['PUT'], allowedHeaders: ['content-type', 'x-amz-tagging'] }
  return { ...everywhere, methods: ['GET', 'POST', 'PATCH', 'DELETE'], allowedHeaders: ['authorization', 'content-type', 'accept'] }
}

const originOf = ({ port, address, family }: AddressInfo): string => `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`

/** A server that listens on TCP has an address of this kind, never a pipe's name. */
const addressOf = ({ server }: FastifyInstance): AddressInfo => server.address() as AddressInfo

/** Rejects with the system's error when the port is taken, and with one that says what is wrong when the state file cannot be used. */
export const startSandbox = async (given: Partial<Options> = {}): Promise<Sandbox> => {
  const options: Options = { ...defaults, ...given }
  const timers = createTimers(options.clock)
  const switchboard = createSwitchboard(() => options.clock.now(), options.keepEnded)
  const box = createFaultBox(timers)
  const keeper = options.state === undefined ? keepNothing : createStateKeeper(options.state, () => state)
  // First of all listeners: what the others tell of a change is told after it was written.
  switchboard.listen(({ type }) => {
    if (type !== 'typing') keeper.changed()
  })
  const links = createLinks({
    timers, box, keeper, heartbeat: options.heartbeat,
    counted: (id, streams) => {
      if (switchboard.peek(id)) switchboard.setStreams(id, streams)
    }
  })
  const control = createControl({ switchboard, box, links, takeFile: () => [gms, multicloud].flatMap(({ takeFile }) => (takeFile === undefined ? [] : [takeFile])) })
  const hosts = createHosts({
    host: options.host, allowed: options.allowedHosts,
    port: () => addressOf(app).port
  })
  const app = createServer(options.maxRequest, hosts)
  app.addHook('onSend', async () => keeper.flush())
  const parts = { switchboard, links, box, timers, options, hosts, keeper }
  const guestChat = createGuestChat(parts)
  const webMessaging = createWebMessaging(parts)
  const gms = createGms(parts)
  const multicloud = createMulticloud(parts)
  const state = [savedThreads(switchboard), ...guestChat.state, ...webMessaging.state, ...gms.state, ...multicloud.state]
  if (options.state !== undefined) loadState(options.state, state)
  createRouting(switchboard)
  createTimeouts(switchboard, timers, options)
  if (options.autoAgent !== false) createAutoAgent(switchboard, timers, { ...autoAgentTimes, ...(options.autoAgent === true ? {} : options.autoAgent) })

  await app.register(async (api) => {
    await api.register(cors, { delegator: ({ url }: { readonly url?: string }, done) => done(null, crossOrigin(url)) })
    await api.register(guestChat.routes)
    await api.register(webMessaging.routes)
    await api.register(gms.routes)
    await api.register(multicloud.routes)
  })
  await app.register(controlScope([controlRoutes(control), webMessagingControlRoutes(webMessaging.control), gmsControlRoutes(gms.control), multicloudControlRoutes(multicloud.control)]), { prefix: '/sandbox' })
  await app.register(pages(options.bundle ?? defaultBundle))
  const stopUpgrades = serveUpgrades(app.server, [guestChat.upgrade, webMessaging.upgrade, gms.upgrade, createDeskSocket(switchboard, box)], hosts)

  const close = async (): Promise<void> => {
    // Streams that close now would start the timer of an abandoned conversation.
    timers.stop()
    keeper.close()
    links.terminateAll()
    stopUpgrades()
    await app.close()
  }

  try {
    await app.listen({ port: options.port, host: options.host })
  } catch (error) {
    await close()
    throw error
  }
  switchboard.resume()
  gms.resume?.()
  multicloud.resume?.()
  const url = originOf(addressOf(app))
  return { url, control, webMessaging: webMessaging.control, gms: gms.control, multicloud: multicloud.control, close }
}
