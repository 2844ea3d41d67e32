/** Which answer belongs to which request. In virtual time. */
import { VirtualTimeScheduler } from 'rxjs'
import { createPending } from '../../../../adapters/transports/webMessaging/pending'
import type { Good, Refusal } from '../../../../adapters/transports/webMessaging/codecs'
import { refusal as response } from '../../../../adapters/transports/webMessaging/errors'
import { clear, fileMessage } from '../../../../adapters/transports/webMessaging/requests'

const refusal = (code: number, more: Partial<Refusal> = {}, retryAfter?: number): Refusal => ({ _tag: 'Refusal', tracingId: undefined, response: response(code, '', { retryAfter }), ...more })
const jwt = (name: string): Good => ({ _tag: 'JwtResponse', reply: true, tracingId: undefined, original: {}, body: { jwt: name } })
const nothing = (): undefined => undefined

const setup = (connected = true) => {
  const log: string[] = []
  const sent: unknown[] = []
  let count = 0
  const scheduler = new VirtualTimeScheduler()
  const pending = createPending((request, id) => connected && sent.push([scheduler.now(), request.action, id]) > 0, { uuid: () => `id${(count += 1)}`, scheduler })
  const ask = (name: string, action: string, more: object = {}, pick: (frame: Good) => unknown = nothing, answers?: number) =>
    pending.ask({ request: { action, ...more }, pick, count: answers }).subscribe((reply) => log.push(`${name} ${reply._tag === 'Left' ? reply.left.status || reply.left.errorReason : reply.right}`))
  return { pending, log, sent, ask, scheduler }
}

const named = (frame: Good): string | undefined => (frame._tag === 'JwtResponse' ? frame.body.jwt : undefined)

it('sends each with an id of its own, and gives one answer, or as many as are wanted', () => {
  const { ask, sent, log, pending } = setup()
  ask('a', 'one', {}, named)
  ask('b', 'two', {}, named, 2)
  expect(sent).toEqual([[0, 'one', 'id1'], [0, 'two', 'id2']])
  expect(['j1', 'j2', 'j3', 'j4'].map((name) => pending.hear(jwt(name)))).toEqual([true, true, true, false])
  expect(log).toEqual(['a j1', 'b j2', 'b j3'])
})

it('a refusal with an id is that request\'s, and of an unknown id nobody\'s', () => {
  const { ask, log, pending } = setup()
  ask('a', 'onMessage')
  ask('b', 'onMessage')
  expect(pending.hear(refusal(500, { tracingId: 'id2' }))).toBe(true)
  expect(pending.hear(refusal(500, { tracingId: 'id9' }))).toBe(false)
  expect(log).toEqual(['b 500'])
})

it('a refusal without one is the oldest\'s that the code fits, else the oldest\'s', () => {
  const { ask, log, pending } = setup()
  ask('file', 'onAttachment', { attachmentId: 'f1' })
  ask('other', 'onAttachment', { attachmentId: 'f2' })
  ask('text', 'onMessage')
  for (const given of [refusal(4011), refusal(4001, { tracingId: 'f2' }), refusal(400), refusal(400)]) pending.hear(given)
  expect(log).toEqual(['text 4011', 'other 4001', 'file 400'])
})

it('a refusal for a file is that of the message with the file, too', () => {
  const { ask, log, pending } = setup()
  ask('jwt', 'getJwt')
  ask('said', 'onMessage', { message: fileMessage('f') })
  for (const given of [refusal(4009), refusal(500)]) pending.hear(given)
  expect(log).toEqual(['said 4009', 'jwt 500'])
})

it('a refusal that tells what it is about is nobody else\'s, however old a request is', () => {
  const { ask, log, pending } = setup()
  ask('jwt', 'getJwt')
  ask('file', 'onAttachment', { attachmentId: 'f1' })
  expect([refusal(4011), refusal(4013), refusal(409)].map(pending.hear)).toEqual([false, false, false])
  ask('text', 'onMessage')
  pending.ask({ request: clear, pick: nothing }).subscribe((reply) => log.push(`clear ${reply._tag}`))
  pending.hear({ _tag: 'Refusal', tracingId: undefined, response: response(403, 'Presence events Conversation Clear are not supported') })
  for (const given of [refusal(409), refusal(4001)]) pending.hear(given)
  expect(log).toEqual(['clear Left', 'text 409', 'file 4001'])
})

it('what is refused for its rate is sent three times, then its caller hears of it', () => {
  const { ask, log, sent, pending, scheduler } = setup()
  ask('a', 'getJwt', {}, named)
  for (const time of [1, 1_500, 3_000]) scheduler.schedule(() => pending.hear(refusal(429, {}, 1)), time)
  scheduler.flush()
  expect([sent.length, log]).toEqual([3, ['a 429']])
})

it.each([[3_600, 30_000], [0.001, 500], [-5, 500]])('a service that asks for %d s is given %d ms', (retryAfter, time) => {
  const { ask, sent, pending, scheduler } = setup()
  ask('a', 'getJwt', {}, named)
  pending.hear(refusal(429, {}, retryAfter))
  scheduler.maxFrames = time + 1
  scheduler.flush()
  expect(sent).toEqual([[0, 'getJwt', 'id1'], [time, 'getJwt', 'id1']])
})

it('what waits to be sent again is lost with the connection, and is not sent on the next one', () => {
  const { ask, log, sent, pending, scheduler } = setup()
  ask('a', 'onAttachment', { attachmentId: 'f' })
  pending.hear(refusal(429, { tracingId: 'f' }, 7))
  pending.failAll()
  scheduler.flush()
  expect([sent.length, log]).toEqual([1, ['a lost']])
})

it.each([[429, 7, 7_000], [4029, undefined, 1_000], [429, 0, 1_000]])('what is refused with %p is sent again after the time asked for', (code, retryAfter, time) => {
  const { ask, log, sent, pending, scheduler } = setup()
  ask('a', 'getJwt', {}, named)
  pending.hear(refusal(code, {}, retryAfter))
  scheduler.schedule(() => pending.hear(jwt('ok')), time)
  scheduler.flush()
  expect(sent).toEqual([[0, 'getJwt', 'id1'], [time, 'getJwt', 'id1']])
  expect(log).toEqual(['a ok'])
})

it('fails what is not answered in time', () => {
  const { ask, log, scheduler } = setup()
  ask('a', 'onMessage')
  scheduler.flush()
  expect([scheduler.now(), log]).toEqual([10_000, ['a timeout']])
})

it('all fail together, at once without a connection, and nobody is told who left or was told already', () => {
  const { ask, log, pending } = setup()
  ask('a', 'onMessage')
  ask('b', 'onMessage', {}, () => true).unsubscribe()
  pending.ask({ request: { action: 'last' }, pick: named }).subscribe((reply) => {
    log.push(reply._tag)
    pending.failAll()
  })
  pending.hear(jwt('j'))
  pending.failAll()
  expect(log).toEqual(['Right', 'a lost'])
  const offline = setup(false)
  offline.ask('a', 'onMessage')
  expect(offline.log).toEqual(['a lost'])
})
