/** Sessions over a service whose clock is another one than the customer's: what getStats answers. */
import { lastValueFrom } from 'rxjs'
import { nodeEnvironment } from '../../../adapters/node'
import { guestChat } from '../../../adapters/transports/guestChat'
import { createService } from '../../../lib'
import type { Service, Stats } from '../../../lib'
import { systemClock } from '../../../sandbox/src/Clock'
import { until, world } from './guestChat/world'
import { EPOCH, scene } from './webMessaging/scene'

const statsOf = async (service: Service): Promise<Stats> => {
  const answer = await lastValueFrom(service.command('getStats'))
  if (answer._tag === 'Left') throw new Error(answer.left.text)
  return answer.right
}

it('web messaging: years behind, in virtual time', async () => {
  const w = scene()
  const service = createService({ transport: w.transport, scheduler: w.scheduler })
  service.command('startChat').subscribe()
  await w.pass(1_000)
  w.agent('hi')
  await w.pass(9_000)
  service.command('endChat').subscribe()
  await w.pass(5_001)
  const { startTime, endTime, duration, agents } = await statsOf(service)
  const seconds = (time: number | false | undefined): number => Math.round((Number(time) - EPOCH) / 1_000)
  expect([startTime, endTime, agents.Sam?.connectedTime].map(seconds)).toEqual([0, seconds(endTime), 1])
  expect(seconds(endTime)).toBeGreaterThanOrEqual(10)
  expect(duration).toBe(Number(endTime) - Number(startTime))
  expect(Number(duration)).toBeLessThan(16_000)
  expect(agents.Sam).toMatchObject({ connected: false, disconnectedTime: endTime })
})

it.each([['ahead', 3_600_000], ['behind', -3_600_000]])('guest chat: an hour %s', async (_, shift) => {
  const w = await world({ clock: { ...systemClock, now: () => systemClock.now() + shift } })
  const config = { transport: { dataURL: w.url, deploymentKey: 'd', orgGuid: 'o', interactionData: { routing: { targetAddress: 'Support' } } } }
  const transport = guestChat.open(config, nodeEnvironment({ store: w.store }))
  if (transport._tag === 'Left') throw new Error(transport.left.join())
  const service = createService({ transport: transport.right, config })
  const names: string[] = []
  service.event$.subscribe(({ _tag }) => names.push(_tag))
  service.command('startChat').subscribe()
  await until(() => names.includes('clientConnected'), () => names)
  const { memberId } = w.control.addAgent(w.id(), { name: 'Ann' })
  await until(() => names.includes('agentConnected'), () => names)
  w.control.sendMessage(w.id(), memberId, 'Hello')
  await until(() => names.filter((name) => name === 'messageReceived').length === 3, () => names)
  service.command('endChat').subscribe()
  await until(() => names.includes('ended'), () => names)
  const { startTime, endTime, duration, agents } = await statsOf(service)
  const [ann] = Object.values(agents)
  service.dispose()
  await w.close()
  const isNear = (time: number | false | undefined): boolean => Math.abs(Number(time) - Date.now() - shift) < 60_000
  expect([startTime, endTime, ann?.connectedTime, ann?.disconnectedTime].map(isNear)).toEqual([true, true, true, true])
  expect(duration).toBe(Number(endTime) - Number(startTime))
  expect(Number(duration)).toBeGreaterThanOrEqual(0)
  expect(Number(ann?.disconnectedTime)).toBeGreaterThanOrEqual(Number(ann?.connectedTime))
})
