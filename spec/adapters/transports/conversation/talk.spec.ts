/** A conversation in virtual time: what is told when things go wrong. `1s` is a second of the diagram. */
import { asyncScheduler } from 'rxjs'
import { ENDED } from '../../../../adapters/transports/conversation/Conversation'
import { defer, EMPTY, NEVER, noPage, of, pageOf, played, refused, settings, taken, timer, map, unknown, unsent } from './world'
import type { Given } from './world'

it('comes about, and tells what is live', played('E12', { streams: ['o12'] }, '^ 5s !'))

it('what the first page says comes with its coming about; what was live meanwhile passes after it', played('200ms (E123)', { streams: ['o3'], page: () => timer(200).pipe(map(() => ({ _tag: 'Paged', page: { items: [{ id: 'm2', at: 2, text: '2' }, { id: 'm1', at: 1, text: '1' }] } }))) }, '^ 5s !'))

it('a drop: lost at once, back after a pause, and what was missed comes before it is regained', () => {
  const page: Given['page'] = ({ first }) => pageOf(first ? '' : '23')
  played('E1L 999ms (23R)4', { streams: ['o1|', 'o----4'], page }, '^ 5s !')()
})

it('what is live during the gap waits for what belongs before it, and is told once', () => {
  const page: Given['page'] = ({ first }) => (first ? pageOf('') : timer(200).pipe(map(() => ({ _tag: 'Paged', page: { items: [2, 4, 6].map((n) => ({ id: `m${n}`, at: n, text: `${n}` })) } }))))
  played('E1L 1199ms (23456R)', { streams: ['o1|', 'o53'], page }, '^ 5s !')()
})

it('silence: a sign of life is asked for, and without one it is lost', () => {
  const probes: string[] = []
  played('E 13999ms L 999ms R', { streams: ['o', 'o'], probe: () => probes.push('probe') }, '^ 16s !')()
  expect(probes).toEqual(['probe'])
})

it('each sign of life puts the silence off', played('E 22999ms L', { streams: ['o 8999ms h', '20s o'] }, '^ 23500ms !'))

it('offline: lost at once; what is said meanwhile is sent when it is back', () => {
  const sent: string[] = []
  const send: Given['send'] = ({ said }) => defer(() => of(taken(`${sent.push(said)}`)))
  played('E 9ms L 1989ms (R+)', { streams: ['o'], online: '10ms n 1989ms y', said: '20ms a', send }, '^ 5s !')()
  expect(sent).toEqual(['a'])
})

it.each([[true, 1], [false, 2]])('no answer to what was said (it arrived: %p): looked for, and sent %i times', (arrived, times) => {
  const sent: string[] = []
  const send: Given['send'] = ({ said }) => defer(() => of(sent.push(said) === 1 ? unknown : taken()))
  played(arrived ? 'E-(7+)' : 'E-+', { streams: ['o'], said: '--7', send, page: ({ first }) => pageOf(arrived && !first ? '7' : '') }, '^ 5s !')()
  expect(sent.length).toBe(times)
})

it('what is never answered is sent twice, and then nobody knows', () => {
  let sent = 0
  const send: Given['send'] = () => defer(() => ((sent += 1), of(unknown)))
  played('E-?', { streams: ['o'], said: '--a', send }, '^ 5s !')()
  expect(sent).toBe(2)
})

it('refused: answered, and the next one is sent', played('E-(x+)', { streams: ['o'], said: '--(ab)', send: ({ said }) => of(said === 'a' ? refused : taken()) }, '^ 5s !'))

it('500 things in pages of 100, one of which fails twice: all of them, in order, then regained', () => {
  let failures = 2
  const asked: Array<string | undefined> = []
  const page: Given['page'] = ({ first, cursor }) => {
    if (first) return pageOf('')
    asked.push(cursor)
    const from = Number(cursor ?? 2)
    if (from === 202 && failures > 0) {
      failures -= 1
      return noPage()
    }
    return of({ _tag: 'Paged', page: { items: Array.from({ length: 100 }, (_, i) => ({ id: `m${from + i}`, at: from + i, text: '.' })), next: from < 402 ? `${from + 100}` : undefined } })
  }
  played(`E1L 1899ms (${'.'.repeat(500)}R)`, { streams: ['o1|', 'o'], page }, '^ 5s !')()
  expect(asked).toEqual([undefined, '102', '202', '202', '202', '302', '402'])
})

it('a first page that does not come: it has not come about', played('O', { streams: ['o'], page: () => noPage() }, '^ 5s !'))

it('a first connection that is refused: it has not come about', played('O', { streams: ['|'] }, '^ 5s !'))

it('its end: what was said before it comes first', played('E 4ms (23O)', { streams: ['o----e'], page: ({ first }) => pageOf(first ? '' : '23') }, '^ 5s !'))

it('its end, at once', played('E 4ms O', { streams: ['o----x'], page: ({ first }) => pageOf(first ? '' : '23') }, '^ 5s !'))

it('configured anew: nobody is told, and what is said waits', () => {
  played('E 198ms +', { streams: ['o 98ms u 99ms o'], said: '100ms a', send: ({ said }) => of(said === 'a' ? taken() : unsent) }, '^ 5s !')()
})

it('doubts never put off the moment at which a silent connection is given up', played('E 12999ms L', { streams: ['o', ''], wakes: '9s w 1s w 1s w 1s w' }, '^ 14500ms !'))

it('a history that needs no connection is asked after an attempt that failed, not when a connection goes', () => {
  const asked: number[] = []
  const page: Given['page'] = ({ first }) => defer(() => (first ? pageOf('') : (asked.push(asyncScheduler.now()), pageOf('2'))))
  played('E1L 2999ms 2', { streams: ['o1|', '|', ''], page, settings: { historyNeedsLink: false, pace: { ...settings.pace, pause: 3_000 } } }, '^ 5s !')()
  expect(asked).toEqual([3_002])
})

it('a history that cannot be had without a connection is not lost', () => {
  const page: Given['page'] = ({ first }) => (first ? pageOf('') : defer(() => (asyncScheduler.now() < 100_000 ? noPage() : pageOf('23'))))
  const streams = ['o1|', ...Array.from({ length: 7 }, () => '|'), 'o']
  played('E1L 120999ms (23R)', { streams, page, settings: { historyNeedsLink: false } }, '^ 130s !')()
})

it('whoever waits when a conversation is left is answered', () => {
  const fates: unknown[] = []
  played('E', { streams: ['o'], said: '--a', send: () => NEVER, fate: (answer) => fates.push(answer._tag === 'Progress' ? answer.phase : answer) }, '^ 1s !')()
  expect(fates).toEqual(['queued', 'sent', { _tag: 'Left', left: ENDED }])
})

it.each([
  [true, 'E 1ms L 999ms (R+)'],
  [false, 'E 1ms L 7ms + 991ms R']
])('while there is no connection, what goes out on it (%p) waits, what has a request of its own does not', (saysOverLink, expected) => {
  played(expected, { streams: ['o-|', 'o'], said: '10ms a', settings: { saysOverLink, historyNeedsLink: saysOverLink } }, '^ 5s !')()
})

it('without a network what has a request of its own waits, too', () => {
  played('E 9ms L 1989ms (+R)', { streams: ['o'], online: '10ms n 1989ms y', said: '20ms a', settings: { saysOverLink: false, historyNeedsLink: false } }, '^ 5s !')()
})

describe('a wire that breaks its promises', () => {
  const broken = (): never => {
    throw new Error('broken')
  }
  const failing = defer(() => broken())

  it.each([['throws', broken], ['errors', () => failing], ['completes', () => EMPTY]])('a page that %s is asked for again', (_, fail) => {
    let failures = 2
    const page: Given['page'] = ({ first }) => {
      if (first) return pageOf('')
      failures -= 1
      return failures < 0 ? pageOf('2') : fail()
    }
    played('E1L 1899ms (2R)', { streams: ['o1|', 'o'], page }, '^ 5s !')()
  })

  it('a page that never comes is asked for again, after a minute', () => {
    let asked = 0
    const page: Given['page'] = ({ first }) => {
      if (first) return pageOf('')
      asked += 1
      return asked === 1 ? NEVER : pageOf('2')
    }
    played('E1L 61299ms (2R)', { streams: ['o1|', `o ${' 9s h'.repeat(8)}`], page }, '^ 65s !')()
  })

  it.each([['throws', broken], ['errors', () => failing], ['completes', () => EMPTY]])('what is sent by one that %s is looked for, and sent again', (_, fail) => {
    let sent = 0
    const send: Given['send'] = () => ((sent += 1) === 1 ? fail() : of(taken()))
    played('E-+', { streams: ['o'], said: '--a', send }, '^ 5s !')()
    expect(sent).toBe(2)
  })

  it('what is never answered is looked for after a minute', () => {
    const send: Given['send'] = () => NEVER
    const phases: unknown[] = []
    const page: Given['page'] = ({ first }) => pageOf(first ? '' : '7')
    played('E 60001ms (7+)', { streams: [`o ${' 3s h'.repeat(25)}`], said: '--7', send, page, fate: (answer) => phases.push(answer._tag === 'Progress' ? answer.phase : answer._tag) }, '^ 65s !')()
    expect(phases.filter((phase) => phase !== undefined)).toEqual(['queued', 'sent', 'unknown', 'Right'])
  })

  it('a probe that throws is one without an answer', played('E 13999ms L 999ms R', { streams: ['o', 'o'], probe: broken }, '^ 16s !'))
})

it('who waits in an outage is answered by what became of it, not by its length', () => {
  const streams = ['o-|', ...Array.from({ length: 4 }, () => '|'), 'o']
  played('E 1ms L 30999ms (R+)', { streams, said: '10ms a' }, '^ 40s !')()
})

it('an outage that lasts longer than the line waits: it was not sent, and never is', () => {
  const sent: string[] = []
  const send: Given['send'] = ({ said }) => defer(() => of(taken(`${sent.push(said)}`)))
  const streams = ['o-|', ...Array.from({ length: 6 }, () => '|'), 'o']
  played('E 1ms L 60007ms x 30991ms R', { streams, said: '10ms a', send }, '^ 100s !')()
  expect(sent).toEqual([])
})
