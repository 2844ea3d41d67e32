/** A service on a plugin: answers, events, their order, data keys. */
import { from, NEVER, of, VirtualTimeScheduler } from 'rxjs'
import { attach } from '../../../adapters/bus'
import type { BusEvent, Plugin } from '../../../adapters/bus'
import { createService, eventNames, failure, success } from '../../../lib'
import type { Answer, Compatibility, Progress } from '../../../lib'
import { commands } from '../../../lib/commands'
import { agreeable, deliverable, memoryTransport, said } from '../../../testing'
import type { Script } from '../../../testing/memoryTransport'
import { bench, heard, must } from './kit'
import type { Bench } from './kit'

interface Stage extends Bench {
  readonly transport: ReturnType<typeof memoryTransport>
  readonly site: Plugin
  readonly service: Plugin
  /** `done`s, `data` changes and events, in the order in which the site hears of them. */
  readonly log: string[]
  readonly detach: () => void
  readonly dispose: () => void
  readonly ask: (name: string, options?: unknown) => unknown[][]
}

const stage = (script: Script = agreeable, compatibility: Compatibility = 'documented'): Stage => {
  const made = bench()
  const transport = memoryTransport(script)
  const service = createService({ transport, scheduler: new VirtualTimeScheduler(), config: { compatibility, userData: { a: 1 }, transport: { interactionData: { routing: 'x' } } } })
  const plugin = made.plugin('WebChatService')
  const site = made.plugin('Site')
  const log: string[] = []
  ;[...eventNames, 'Started'].forEach((name) => site.subscribe(`WebChatService.${name}`, ({ event }) => log.push(event.slice(15))))
  site.subscribe('WebChatService.data.sessionActive', ({ data }) => log.push(`data.sessionActive ${String((data as { value: unknown }).value)}`))
  const detach = attach(plugin, service)
  plugin.ready()
  const ask = (name: string, options?: unknown): unknown[][] => {
    const result = site.command(`WebChatService.${name}`, options)
    result.always(() => log.push(`${name} answered, sessionActive ${String(site.data('WebChatService.sessionActive'))}`))
    return heard(result)
  }
  made.flush()
  log.length = 0
  return { ...made, transport, site, service: plugin, log, detach, dispose: service.dispose, ask }
}

describe('commands', () => {
  it('every one is registered', () => {
    const { site } = stage()
    expect(site.registry().WebChatService?.commands.sort()).toEqual([...Object.keys(commands), 'COMMANDS', 'EVENTS', 'LOAD'].sort())
  })

  it('pass the caller on: poll is for the service alone', () => {
    const { ask, flush, service } = stage()
    const got = ask('poll')
    flush()
    expect(got).toEqual([['fail', 'Access Denied to private command. Only WebChatService is allowed to invoke this command.']])
    const own = heard(service.command('poll'))
    flush()
    expect(own).toEqual([['fail', "This transport doesn't support polling."]])
  })

  it('restore is for the service alone, until the back end says that it is asynchronous', () => {
    const { ask, flush, transport } = stage()
    const before = ask('restore')
    flush()
    ask('startChat')
    flush()
    transport.deliver({ _tag: 'Changed', capabilities: { async: true } })
    const after = ask('restore')
    flush()
    expect([before, after]).toEqual([
      [['fail', 'Access Denied to private command. Only WebChatService is allowed to invoke this command in Non-Async mode.']],
      [['fail', 'Chat session is already active, ignoring restore command.']]
    ])
  })

  it.each<[Compatibility, string]>([
    ['documented', 'There is no active chat session.'],
    ['widgets-9', 'There is no active chat session']
  ])('reject with the text of the compatibility %s', (compatibility, text) => {
    const { ask, flush } = stage(agreeable, compatibility)
    const got = ask('endChat')
    flush()
    expect(got).toEqual([['fail', text]])
  })

  it('resolve with what the service answers, and reject with the response that came instead', () => {
    const refusal = failure('refused', 'No.')
    const { ask, flush } = stage((call) => (call.type === 'sendMessage' ? of({ _tag: 'Left', left: refusal }) : agreeable(call)))
    const started = ask('startChat', { nickname: 'Ann' })
    flush()
    const sent = ask('sendMessage', { message: 'hello' })
    flush()
    expect(started).toEqual([['done', { ...success({ id: 's1' }), data: { sessionId: 's1' } }]])
    expect(sent).toEqual([['fail', refusal]])
  })

  it('tell of progress', () => {
    const slowly = from<Array<Progress | Answer>>([{ _tag: 'Progress', loaded: 1, total: 2 }, { _tag: 'Right', right: { response: success() } }])
    const { site, flush } = stage((call) => (call.type === 'start' ? slowly : agreeable(call)))
    const got: unknown[] = []
    site.command('WebChatService.startChat').progress((at) => got.push(at))
    flush()
    expect(got).toEqual([{ _tag: 'Progress', loaded: 1, total: 2 }])
  })

  it.each([[[]], [{ message: Symbol('x') }], [Object.freeze({})], [new Proxy({}, { get: () => { throw new Error('no') } })], [{ message: () => 1 }]])('answer to bad input %#', (options) => {
    const { flush, errors, ask } = stage()
    const all = Object.keys(commands).map((name) => ask(name, options))
    flush()
    expect(all.map((got) => got.length)).toEqual(all.map(() => 1))
    expect(errors).toEqual([])
  })

  it('are answered when the service goes', () => {
    const { ask, flush, dispose } = stage((call) => (call.type === 'start' ? NEVER : agreeable(call)))
    const got = ask('startChat')
    flush()
    expect(got).toEqual([])
    dispose()
    expect(got).toEqual([['fail', 'WebChatService was disposed.']])
    const later = ask('getStats')
    flush()
    expect(later).toEqual([['fail', 'WebChatService was disposed.']])
  })
})

describe('events', () => {
  it('state, then the answer, then everyone: startChat, a message, endChat', () => {
    const { ask, flush, log, transport } = stage()
    ask('startChat')
    flush()
    transport.deliver(deliverable(said('hi')))
    flush()
    ask('endChat')
    flush()
    expect(log).toEqual([
      'startChat answered, sessionActive true',
      'data.sessionActive true',
      'started',
      'Started',
      'messageReceived',
      'endChat answered, sessionActive false',
      'data.sessionActive false',
      'clientDisconnected',
      'ended'
    ])
  })

  it('share one data object among the subscribers of an event', () => {
    const { ask, flush, site, plugin, transport } = stage()
    const got: BusEvent<{ messages: Array<{ text: string }> }>[] = []
    site.subscribe('WebChatService.messageReceived', (event) => {
      const [first] = event.data.messages
      if (first) first.text = 'rewritten'
    })
    plugin('Other').subscribe('WebChatService.messageReceived', (event) => got.push(event))
    ask('startChat')
    flush()
    transport.deliver(deliverable(said('hi')))
    flush()
    expect(got.map(({ publisher, event, data }) => [publisher, event, data.messages[0]?.text])).toEqual([['WebChatService', 'WebChatService.messageReceived', 'rewritten']])
    expect(() => structuredClone(must(got[0]).data)).not.toThrow()
  })

  it('end with detaching', () => {
    const { ask, flush, log, detach } = stage()
    detach()
    ask('startChat')
    flush()
    expect(log).toEqual(['startChat answered, sessionActive false'])
  })
})

describe('data keys', () => {
  it('are there from the beginning and follow every change', () => {
    const { ask, flush, site } = stage()
    const values = (): unknown[] => ['sessionActive', 'userData', 'interactionData'].map((key) => site.data(`WebChatService.${key}`))
    expect(values()).toEqual([false, { a: 1 }, { routing: 'x' }])
    expect(site.data('WebChatService.capabilities')).toMatchObject({ async: false, polling: false })
    ask('updateUserData', { b: 2 })
    ask('updateInteractionData', { priority: 2 })
    ask('startChat')
    flush()
    expect(values()).toEqual([true, { a: 1, b: 2 }, { routing: 'x', priority: 2 }])
  })

  it('are copies: what a page does to them reaches no chat', () => {
    const { ask, flush, site, transport } = stage()
    Object.assign(must(site.data('WebChatService.userData')), { a: 'changed' })
    ask('startChat')
    flush()
    expect(transport.calls.filter(({ type }) => type === 'start')).toMatchObject([{ userData: { a: 1 } }])
  })
})
