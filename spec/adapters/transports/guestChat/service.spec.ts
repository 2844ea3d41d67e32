/** The whole service over guest chat and the sandbox: the events a widget sees, in their order. */
import { nodeEnvironment } from '../../../../adapters/node'
import { guestChat } from '../../../../adapters/transports/guestChat'
import { createService } from '../../../../lib'
import type { Service } from '../../../../lib'
import { until, world } from './world'
import type { World } from './world'

let w: World
const services: Service[] = []

const open = (): { service: Service; told: string[]; ask: (name: Parameters<Service['command']>[0], options?: unknown) => void } => {
  const config = { transport: { dataURL: w.url, deploymentKey: 'd', orgGuid: 'o', interactionData: { routing: { targetAddress: 'Support' } } } }
  const transport = guestChat.open(config, nodeEnvironment({ store: w.store }))
  if (transport._tag === 'Left') throw new Error(transport.left.join())
  const service = createService({ transport: transport.right, config, store: w.store })
  services.push(service)
  const told: string[] = []
  service.event$.subscribe((event) =>
    told.push(event._tag === 'messageReceived' ? `${event._tag} ${event.data.messages.map(({ type, text, from }) => `${type}/${from.type}/${text}`).join(' ')}` : event._tag)
  )
  return {
    service,
    told,
    ask: (name, options) => void service.request(name, options).subscribe((answer) => told.push(`${name} ${answer._tag === 'Right' ? 'done' : 'fail'}`))
  }
}

beforeEach(async () => {
  w = await world()
})
afterEach(async () => {
  services.splice(0).forEach((service) => service.dispose())
  await w.close()
})

test('a chat from its beginning to its end by the client', async () => {
  const { told, ask } = open()
  ask('startChat', { firstname: 'Sam' })
  await until(() => told.includes('clientConnected'), () => told)
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  await until(() => told.includes('agentConnected'), () => told)
  w.control.typing(w.id(), memberId)
  await until(() => told.includes('agentTypingStarted'), () => told)
  w.control.sendMessage(w.id(), memberId, 'Hello')
  await until(() => told.includes('agentTypingStopped'), () => told)
  ask('endChat')
  await until(() => told.includes('ended'), () => told)
  expect(told).toEqual([
    'startChat done', 'started', 'messageReceived ParticipantJoined/Client/', 'clientConnected',
    'messageReceived ParticipantJoined/Agent/', 'agentConnected', 'agentTypingStarted', 'agentTypingStopped', 'messageReceived Message/Agent/Hello',
    'endChat done', 'clientDisconnected', 'ended'
  ])
})

test('reload: restored, who is there, one message event; then the agent ends it', async () => {
  const before = open()
  before.ask('startChat')
  await until(() => before.told.includes('clientConnected'))
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  w.control.sendMessage(w.id(), memberId, 'Hello')
  await until(() => before.told.length === 7, () => before.told)
  before.service.dispose()
  const { told, ask } = open()
  ask('restore')
  await until(() => told.length === 6, () => told)
  w.control.end(w.id())
  await until(() => told.includes('ended'), () => told)
  expect(told).toEqual([
    'restore done', 'restored', 'clientConnected', 'agentConnected', 'messageReceived ParticipantJoined/Client/ ParticipantJoined/Agent/ Message/Agent/Hello',
    'capabilitiesChanged', 'messageReceived ParticipantLeft/Agent/', 'agentDisconnected', 'clientDisconnected', 'ended'
  ])
})

test('a drop: disconnected at once, what was missed, reconnected', async () => {
  const { told, ask } = open()
  ask('startChat')
  await until(() => told.includes('clientConnected'))
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  await until(() => told.includes('agentConnected'))
  told.length = 0
  w.control.fault({ kind: 'drop' })
  w.control.sendMessage(w.id(), memberId, 'missed')
  await until(() => told.includes('reconnected'), () => told)
  expect(told).toEqual(['disconnected', 'messageReceived Message/Agent/missed', 'reconnected'])
})

test('nothing to restore rejects, quietly; a start that fails is told', async () => {
  const { told, ask } = open()
  ask('restore')
  await until(() => told.length === 1)
  w.control.fault({ kind: 'status', status: 503 })
  ask('startChat')
  await until(() => told.includes('error'))
  expect(told).toEqual(['restore fail', 'startChat fail', 'error'])
})

test('beside a join’s message, sites find the member’s record', async () => {
  const { service, told, ask } = open()
  const messages: unknown[] = []
  service.events.agentConnected.subscribe(({ message }) => messages.push(message))
  ask('startChat')
  await until(() => told.includes('clientConnected'))
  w.control.addAgent(w.id(), { name: 'Ann' })
  await until(() => told.includes('agentConnected'))
  expect(messages).toMatchObject([{ type: 'ParticipantJoined', from: { name: 'Ann', type: 'Agent' }, displayName: 'Ann', role: 'AGENT', state: 'CONNECTED' }])
})

test('what was hidden stays hidden after a reload', async () => {
  const before = open()
  before.ask('startChat')
  await until(() => before.told.includes('clientConnected'), () => before.told)
  before.ask('sendFilteredMessage', { message: 'token 12345', regex: /token \d+/ })
  before.ask('sendMessage', { message: 'Hello' })
  await until(() => before.told.includes('sendMessage done'), () => before.told)
  before.service.dispose()

  const after = open()
  after.ask('restore')
  await until(() => after.told.some((told) => told.startsWith('messageReceived')), () => after.told)
  after.ask('endChat')
  await until(() => after.told.includes('ended'), () => after.told)
  expect(after.told.filter((told) => told.includes('Hello'))).toHaveLength(1)
  expect(after.told.filter((told) => told.includes('token'))).toEqual([])
})
