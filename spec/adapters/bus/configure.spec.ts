/** A configuration becomes a service: what its transport says is looked at like any other's. */
import { VirtualTimeScheduler } from 'rxjs'
import { configure } from '../../../adapters/bus/configure'
import type { Environment } from '../../../adapters/bus'
import type { ChatEvent, Transport } from '../../../lib'
import { memoryTransport, says } from '../../../testing'

const opened = (transport: Transport): ReadonlyArray<ChatEvent> => {
  const environment = { scheduler: new VirtualTimeScheduler() } as unknown as Environment // the back end below needs no more
  const backEnd = { type: 'memory', open: () => ({ _tag: 'Right' as const, right: transport }) }
  const service = configure({ transport: { type: 'memory' } }, { backEnds: [backEnd], environment })
  if (service._tag === 'Left') throw new Error(service.left.join())
  const told: ChatEvent[] = []
  service.right.event$.subscribe((event) => told.push(event))
  service.right.command('startChat').subscribe()
  return told
}

it("a site's own transport is checked", () => {
  const transport = memoryTransport()
  const told = opened(transport)
  transport.deliverRaw({ _tag: 'Right', right: { _tag: 'Typing', typing: true } })
  transport.deliver(says('next'))
  expect(told.slice(1)).toMatchObject([{ _tag: 'error', data: { errors: [{ code: 'MalformedFrame' }] } }, { _tag: 'messageReceived' }])
})

it('one that vouches for its frames is not', () => {
  const transport = memoryTransport()
  const told = opened({ ...transport, trusted: true })
  transport.deliverRaw({ _tag: 'Right', right: { _tag: 'Failed', code: 'x', response: {} } })
  expect(told.slice(1)).toMatchObject([{ _tag: 'error', data: { errors: [{ code: 'x' }] } }])
})
