/** The browser's environment where there is no page: a server that renders pages, which is what these specs run on. */
import { firstValueFrom } from 'rxjs'
import { browserEnvironment, inputs } from '../../../adapters/browser'
import { gms } from '../../../adapters/transports/gms'
import { guestChat } from '../../../adapters/transports/guestChat'
import { webMessaging } from '../../../adapters/transports/webMessaging'
import { createService } from '../../../lib'
import type { CommandName, Service } from '../../../lib'

const SENTENCE =
  'browserEnvironment: there is no page here (no document, no location), as on a server that renders pages. Start and restore chats in the browser only, or use nodeEnvironment of webchat-service/node.'

const backEnds = [
  [guestChat, { transport: { type: 'purecloud-v2-sockets', dataURL: 'http://127.0.0.1:9', deploymentKey: 'd', orgGuid: 'o' } }],
  [webMessaging, { transport: { type: 'webmessaging', dataURL: 'http://127.0.0.1:9', deploymentId: 'd' } }],
  [gms, { dataURL: 'http://127.0.0.1:9' }]
] as const

const ask = (service: Service, name: CommandName) => firstValueFrom(service.request(name, {}))

describe.each(backEnds)('%# on a server', (backEnd, config) => {
  const { WebSocket } = globalThis
  beforeAll(() => Reflect.deleteProperty(globalThis, 'WebSocket'))
  afterAll(() => {
    if (WebSocket !== undefined) Object.assign(globalThis, { WebSocket })
  })

  const serviceOnServer = (): Service => {
    const environment = browserEnvironment({ deploymentID: 'x' })
    const opened = backEnd.open(config, environment)
    if (opened._tag === 'Left') throw new Error(opened.left.join())
    return createService({ transport: opened.right, config, inputs, store: environment.store })
  }

  it('can be set up, and asked for what is known', async () => {
    const service = serviceOnServer()
    expect(await ask(service, 'getTranscript')).toMatchObject({ _tag: 'Right', right: { messages: [] } })
    service.dispose()
  })

  it.each(['startChat', 'restore'] as const)('says why %s cannot be', async (command) => {
    const service = serviceOnServer()
    expect(await ask(service, command)).toMatchObject({ _tag: 'Left', left: { _tag: 'ErrorResponse', code: 'transport', text: SENTENCE } })
    service.dispose()
  })
})

it('says so when a member is used by itself', () => {
  const { WebSocket: Socket, page, save, store } = browserEnvironment()
  const uses: Array<() => unknown> = [() => store.get('x'), () => page?.(), () => save?.(new Blob([]), 'x')]
  if (globalThis.WebSocket === undefined) uses.push(() => new Socket('ws://127.0.0.1'))
  for (const use of uses) expect(use).toThrow(SENTENCE)
})
