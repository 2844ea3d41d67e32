/** The laws of bus results, for any order in which they are settled and listened to. */
import fc from 'fast-check'
import { createDeferred } from '../../../adapters/bus'
import { timers } from './kit'

type Act = 'done' | 'fail' | 'always' | 'progress' | 'resolve' | 'reject' | 'notify'
const act = fc.constantFrom<Act>('done', 'fail', 'always', 'progress', 'resolve', 'reject', 'notify')

/** What listeners hear by the definition: the first settlement counts, `notify` reaches those that listen at that time. */
const expected = (acts: ReadonlyArray<Act>): string[] => {
  const log: string[] = []
  let settled: 'done' | 'fail' | undefined
  let waiting: Array<[number, Act]> = []
  acts.forEach((what, i) => {
    const settles = what === 'resolve' ? 'done' : what === 'reject' ? 'fail' : undefined
    if (settles && !settled) {
      settled = settles
      waiting.filter(([, kind]) => kind === settles || kind === 'always').forEach(([at]) => log.push(`${at}:${i}`))
      waiting = waiting.map(([at, kind]) => [at, kind])
    } else if (what === 'notify' && !settled) {
      waiting.filter(([, kind]) => kind === 'progress').forEach(([at]) => log.push(`${at}:${i}`))
    } else if (what === 'done' || what === 'fail' || what === 'always' || what === 'progress') {
      if (settled && (what === settled || what === 'always')) log.push(`${i}:${acts.findIndex((a) => a === 'resolve' || a === 'reject')}`)
      waiting.push([i, what])
    }
  })
  return log
}

describe('a result', () => {
  it('settles once, tells everyone once, in order, and those who come late at once', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const log: string[] = []
        const deferred = createDeferred<number, number>()
        acts.forEach((what, i) => {
          if (what === 'resolve' || what === 'reject' || what === 'notify') deferred[what](i)
          else deferred[what]((value) => log.push(`${i}:${String(value)}`))
        })
        expect(log).toEqual(expected(acts))
        const first = acts.find((a) => a === 'resolve' || a === 'reject')
        expect(deferred.state()).toBe(first === undefined ? 'pending' : first === 'resolve' ? 'resolved' : 'rejected')
        expect([deferred.isResolved(), deferred.isRejected()]).toEqual([first === 'resolve', first === 'reject'])
      })
    )
  })

  it('reports what listeners throw, and tells the others', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 10 }), fc.nat(10), (throwing, settledAt) => {
        const log: number[] = []
        const { flush, errors } = timers()
        const deferred = createDeferred()
        throwing.forEach((throws, i) => {
          if (i === settledAt) deferred.resolve()
          deferred.done(() => {
            log.push(i)
            if (throws) throw i
          })
        })
        deferred.resolve()
        expect(log).toEqual(throwing.map((_, i) => i))
        flush()
        expect(errors).toEqual(throwing.flatMap((throws, i) => (throws ? [i] : [])))
      })
    )
  })

  it('hands over all values, chains, and takes several listeners and things that are none', () => {
    const log: unknown[] = []
    const deferred = createDeferred<number>()
    const result = deferred.promise()
    const nothing = undefined as unknown as () => void // what scripts without a compiler hand over
    const chained = result.done((...values) => log.push(values), nothing, () => log.push('second')).fail(() => log.push('no')).always((...values) => log.push(values)).progress(() => log.push('no'))
    deferred.resolve(1, 'two', [3])
    expect(log).toEqual([[1, 'two', [3]], 'second', [1, 'two', [3]]])
    expect(chained).toBe(result)
  })

  it('runs a listener that is added by a listener, after those that wait', () => {
    const log: string[] = []
    const deferred = createDeferred()
    deferred.done(() => {
      deferred.done(() => log.push('inner'))
      log.push('outer')
    })
    deferred.done(() => log.push('next'))
    deferred.resolve()
    expect(log).toEqual(['outer', 'next', 'inner'])
  })

  it('gives `this` as the …With variants say, and itself otherwise', () => {
    const selves: unknown[] = []
    const note = function (this: unknown, ...values: unknown[]): void {
      selves.push([this, ...values])
    }
    const self = {}
    createDeferred().resolveWith(self, [1, 2]).done(note)
    createDeferred().rejectWith(self, [3]).fail(note)
    const deferred = createDeferred()
    deferred.progress(note)
    deferred.notifyWith(self, [4])
    deferred.resolve(5).done(note)
    expect(selves).toEqual([[self, 1, 2], [self, 3], [self, 4], [deferred.promise(), 5]])
  })

  it('cannot be settled by who only has the promise', () => {
    expect(Object.keys(createDeferred().promise()).sort()).toEqual(
      ['always', 'catch', 'done', 'fail', 'finally', 'isRejected', 'isResolved', 'pipe', 'progress', 'promise', 'state', 'then'].sort()
    )
  })
})

describe('as a promise', () => {
  it('can be awaited: the first value, or the reason thrown', async () => {
    expect(await createDeferred<string>().resolve('a', 'b')).toBe('a')
    await expect(Promise.resolve(createDeferred().reject('no'))).rejects.toBe('no')
  })

  it('then chains, gets all values, and passes what it does not handle', async () => {
    const resolved = createDeferred<number>().resolve(1, 2)
    expect(await resolved.then((a, b) => [a, b]).then((both) => both.concat(3))).toEqual([1, 2, 3])
    const rejected = createDeferred<number, string>().reject('no', 'more')
    expect(await rejected.then(() => 1).catch((reason: unknown) => reason)).toBe('no')
    expect(await rejected.then(undefined, (...reasons) => reasons)).toEqual(['no', 'more'])
    expect(await rejected.catch((reason) => `${reason}!`)).toBe('no!')
    const log: string[] = []
    expect(await resolved.finally(() => log.push('over'))).toBe(1)
    expect(log).toEqual(['over'])
  })

  // The runner fails a test in which a rejection goes unhandled.
  it('a rejection that nobody hears of is no error', async () => {
    createDeferred().reject('quiet')
    createDeferred().reject('quiet').fail(() => undefined).pipe()
    createDeferred().done(() => undefined).always(() => undefined)
    await new Promise(setImmediate)
  })

  it('pipe gives the result of what its functions return, follow or throw', () => {
    const log: unknown[] = []
    const note = (...values: unknown[]): void => void log.push(values)
    const resolved = createDeferred<number>().resolve(1, 2)
    resolved.pipe((a) => a + 1).done(note)
    resolved.pipe(null, null).done(note)
    resolved.pipe(() => createDeferred().resolve('later')).done(note)
    resolved.pipe(() => {
      throw 'thrown'
    }).fail(note)
    createDeferred<number, string>().reject('no').pipe(undefined, (reason) => `${reason}!`).fail(note)
    expect(log).toEqual([[2], [1, 2], ['thrown'], ['no!']])
    return new Promise(setImmediate).then(() => expect(log[4]).toEqual(['later']))
  })
})

test('a chain that begins with the side that answers goes on with it, as with jQuery', () => {
  const heard: unknown[] = []
  const deferred = createDeferred()
  deferred.done((value) => heard.push(value)).fail(() => heard.push('failed')).always(() => heard.push('settled')).progress(() => heard.push('news')).notify(0).resolve('answer')
  expect(heard).toEqual(['news', 'answer', 'settled'])
})
