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

describe('which back end serves a configuration', () => {
  const environment = { scheduler: new VirtualTimeScheduler() } as unknown as Environment // the back ends below need no more
  const chosen = (config: object, hasDefault: boolean): unknown => {
    const opened: string[] = []
    const backEnd = (type: string, isDefault: boolean) => ({
      type,
      isDefault,
      open: () => {
        opened.push(type)
        return { _tag: 'Right' as const, right: memoryTransport() }
      }
    })
    const service = configure(config, { backEnds: [backEnd('named', false), backEnd('fallback', hasDefault)], environment })
    return service._tag === 'Left' ? service.left : opened
  }

  it.each([
    [{}, ['fallback']],
    [{ transport: null }, ['fallback']],
    [{ transport: { interactionData: {} } }, ['fallback']],
    [{ transport: { type: 'named' } }, ['named']],
    [{ transport: { type: 'fallback' } }, ['fallback']],
    [{ transport: { type: 'other' } }, ['webchat.transport.type: expected \'named\' or \'fallback\', found "other"']]
  ])('%j: %j', (config, expected) => {
    expect(chosen(config, true)).toEqual(expected)
  })

  it('without one for configurations that name none, the name is asked for', () => {
    expect(chosen({}, false)).toEqual(['webchat.transport: expected an object, found undefined'])
  })
})
