/** Custom attributes go with what is said: once, again after a failure, and not again when they are what failed. */
import { map, of } from 'rxjs'
import { createSpeaker } from '../../../../adapters/transports/webMessaging/speaker'
import type { Replied } from '../../../../adapters/transports/webMessaging/pending'
import type { Request } from '../../../../adapters/transports/webMessaging/requests'
import { failure, success } from '../../../../lib'
import { isPlain } from '../../../../lib/data'

const ok: Replied = { _tag: 'Right', right: { _tag: 'SessionClearedEvent', reply: false, body: {}, tracingId: undefined, original: {} } }
const bad = (status: number): Replied => ({ _tag: 'Left', left: { ...failure('x', 'x'), status } })

const attributesOf = ({ message }: Request): unknown => {
  const channel = isPlain(message) ? message['channel'] : undefined
  return isPlain(channel) && isPlain(channel['metadata']) ? channel['metadata']['customAttributes'] : undefined
}

const setup = (...replies: ReadonlyArray<Replied>) => {
  const sent: unknown[] = []
  const speaker = createSpeaker(
    { a: '1' },
    {
      uuid: () => 'x',
      send: () => undefined,
      pending: {
        ask: (request) => {
          sent.push(attributesOf(request))
          return of(replies[sent.length - 1] ?? ok)
        }
      },
      queue: { idle: () => true, close: () => undefined, put: ({ send }) => send().pipe(map((reply) => (reply._tag === 'Left' ? reply : { _tag: 'Right', right: { response: success() } }))) }
    }
  )
  return { sent, speaker, say: () => speaker.say('x', {}).subscribe() }
}

it('once', () => {
  const { sent, say, speaker } = setup()
  say()
  say()
  expect(speaker.attach({ b: 2 })).toMatchObject({ _tag: 'Right', right: { response: { b: 2 } } })
  say()
  expect(sent).toEqual([{ a: '1' }, undefined, { b: '2' }])
})

it('again after a failure, the newer over the older', () => {
  const { sent, say, speaker } = setup(bad(4011))
  say()
  speaker.attach({ a: 2, b: 3 })
  say()
  expect(sent).toEqual([{ a: '1' }, { a: '2', b: '3' }])
})

it('not again when they were too much', () => {
  const { sent, say } = setup(bad(4013))
  say()
  say()
  expect(sent).toEqual([{ a: '1' }, undefined])
})

it('with a file, and with the announcement', () => {
  const { sent, speaker } = setup(bad(500))
  speaker.join().subscribe()
  speaker.sayFile('f').subscribe()
  expect(sent).toEqual([{ a: '1' }, { a: '1' }])
})
