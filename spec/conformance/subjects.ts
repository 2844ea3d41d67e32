/** Our own back ends, as the conformance suite runs them. A further one is one entry here, and a column of the README's table. */
import { gms } from '../../adapters/transports/gms'
import { guestChat } from '../../adapters/transports/guestChat'
import { webMessaging } from '../../adapters/transports/webMessaging'
import type { Subject } from '../../testing'
import { overSandbox } from './sandboxStage'
import type { Column } from './supportTable'

const routing = { interactionData: { routing: { targetType: 'QUEUE', targetAddress: 'Support' } } }

/** A back end of ours, and what its column has beside what is proven. */
type Own = Subject & Pick<Column, 'byOtherMeans' | 'notes'>

/** In the order of the table's columns. */
export const subjects: ReadonlyArray<Own> = [
  {
    byOtherMeans: [],
    notes: { botConnected: 'with `botEventsEnabled`', botDisconnected: 'with `botEventsEnabled`', capabilitiesChanged: 'with each restore' },
    ...overSandbox({
    name: 'guest chat',
    backEnd: guestChat,
    config: (url) => ({ transport: { type: 'purecloud-v2-sockets', dataURL: url, deploymentKey: 'd', orgGuid: 'o', botEventsEnabled: true, maxMessagePageSize: 20, ...routing } }),
    tells: { leaving: true, bots: true }
    })
  },
  {
    byOtherMeans: ['getAgents', 'agentConnected', 'agentDisconnected', 'updateUserData during the chat'],
    notes: {},
    ...overSandbox({
    name: 'web messaging',
    backEnd: webMessaging,
    config: (url) => ({ transport: { type: 'webmessaging', dataURL: url, deploymentId: 'd' } }),
    tells: {},
    files: true
    })
  },
  {
    byOtherMeans: [],
    notes: {},
    ...overSandbox({
    name: 'GMS',
    backEnd: gms,
    config: (url) => ({ dataURL: `${url}/genesys/2/chat/support`, pollRateMin: 50, pollRateMax: 200, pollExceptionLimit: 2 }),
    tells: { leaving: true, supervisors: true, bots: true, away: true },
    outstay: (store) => store.set('_genesys.widgets.webchat.state.ping', '0'),
    files: true
    })
  }
]
