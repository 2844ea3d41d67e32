/** Which answer belongs to which request. */
import { VirtualTimeScheduler } from 'rxjs'
import { createPending } from '../../../../adapters/transports/webMessaging/pending'
import type { Refusal } from '../../../../adapters/transports/webMessaging/codecs'
import { failure } from '../../../../lib'

const refusal = (code: number, more: Partial<Refusal> = {}): Refusal => ({ _tag: 'Refusal', code, text: '', original: '', tracingId: undefined, attachmentId: undefined, retryAfter: undefined, ...more })

const setup = (connected = true) => {
  const log: string[] = []
  const sent: object[] = []
  let count = 0
  const pending = createPending((frame) => connected && sent.push(frame) > 0, 'token', () => `id${(count += 1)}`, new VirtualTimeScheduler())
  const ask = (name: string, action: string, more: object = {}): void =>
    void pending.ask({ action, ...more }, () => false).subscribe((reply) => log.push(`${name} ${reply._tag === 'Left' ? reply.left.status || reply.left.errorReason : 'ok'}`))
  return { pending, log, sent, ask }
}

it('sends each with its session and an id of its own', () => {
  const { ask, sent } = setup()
  ask('a', 'onMessage')
  expect(sent).toEqual([{ token: 'token', tracingId: 'id1', action: 'onMessage' }])
})

it('a refusal with an id is that request\'s, and of an unknown id nobody\'s', () => {
  const { ask, log, pending } = setup()
  ask('a', 'onMessage')
  ask('b', 'onMessage')
  expect(pending.hear(refusal(429, { tracingId: 'id2' }))).toBe(true)
  expect(pending.hear(refusal(429, { tracingId: 'id9' }))).toBe(false)
  expect(log).toEqual(['b 429'])
})

it('a refusal without one is the oldest\'s that the code fits, else the oldest\'s', () => {
  const { ask, log, pending } = setup()
  ask('file', 'onAttachment', { attachmentId: 'f1' })
  ask('other', 'onAttachment', { attachmentId: 'f2' })
  ask('text', 'onMessage')
  for (const given of [refusal(4011), refusal(4001, { attachmentId: 'f2' }), refusal(400), refusal(400)]) pending.hear(given)
  expect(log).toEqual(['text 4011', 'other 4001', 'file 400'])
})

it('all fail together, at once without a connection, and nobody is told who left', () => {
  const { ask, log, pending } = setup()
  ask('a', 'onMessage')
  pending.ask({ action: 'onMessage' }, () => true).subscribe(() => log.push('left')).unsubscribe()
  pending.failAll(failure('lost', 'x'))
  expect(log).toEqual(['a lost'])
  const offline = setup(false)
  offline.ask('a', 'onMessage')
  expect(offline.log).toEqual(['a lost'])
})
