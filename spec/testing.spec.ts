/** The kit itself: what it promises to those who test with it. */
import { concatMap, Subject } from 'rxjs'
import type { Answer, Progress } from '../lib'
import { agreeable, alphabet, breaks, chat, completes, fails, marblesWith, memoryTransport, repeats, replying, said, says, silent, table } from '../testing'
import type { Script } from '../testing'

const marbles = marblesWith((actual, expected) => expect(actual).toEqual(expected))

const heard = (script: Script): ReadonlyArray<unknown> => {
  const seen: unknown[] = []
  memoryTransport(script).call({ type: 'wake' }).subscribe({ next: ({ _tag }) => seen.push(_tag), error: () => seen.push('#'), complete: () => seen.push('|') })
  return seen
}

describe('marblesWith', () => {
  it('passes when the diagrams are the same, and throws what the comparison throws when they are not', () => {
    const body = (expected: string) => marbles(({ hot, expectObservable }) => expectObservable(hot('-a-b')).toBe(expected))
    expect(body('-a-b')).not.toThrow()
    expect(body('-a--b')).toThrow()
    expect(body('-a-c')).toThrow()
  })
})

/** The text of the error that a test's body throws. */
const complaint = (body: () => void): string => {
  try {
    body()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'nothing was wrong'
}

describe('a marble that fails', () => {
  it('shows both diagrams, where they differ first, and what the letters that differ mean', () => {
    const body = marbles((m) => {
      const { told$ } = chat(m, { asks: 's----m', hears: '----j', script: replying({ sendMessage: fails() }) })
      m.expectObservable(told$).toBe('(sS)(MA)-m')
    })
    expect(complaint(body)).toBe(
      [
        'The diagrams differ, first at 5 ms: expected nothing, came N*.',
        '',
        'ms        0     4     5     9',
        'expected  (sS)--(MA)--------m',
        'came      (sS)--(MA)--(N*)---',
        '                       ^',
        '',
        'm  sendMessage is done',
        'N  a command is refused: sendMessage (NetworkError, network)',
        '*  error'
      ].join('\n')
    )
  })

  it('names the fields in which values differ, also where matchers stand among them; values without a letter have a Greek one', () => {
    const body = marbles(({ hot, expectObservable }) => {
      const came$ = hot('-a--b|', { a: { who: { name: 'Ann' }, at: 1 }, b: [1, 2] })
      expectObservable(came$).toBe('-a--b|', { a: { who: { name: 'Bob' }, at: expect.any(Number) as number }, b: [1, 2] })
    })
    expect(complaint(body).split('\n').slice(2, 5)).toEqual(['ms        1  4  5', 'expected  a--b--|', 'came      α--b--|'])
    expect(complaint(body).split('\n').at(-1)).toBe('α.who.name: expected "Bob", came "Ann"')
  })

  it('shows subscriptions, errors and ends', () => {
    const body = (early: string) => marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source$ = hot('-a---#')
      expectObservable(source$).toBe('-a---|')
      expectSubscriptions(source$.subscriptions).toBe(early)
    })
    expect(complaint(body('^----!')).split('\n').slice(2, 6)).toEqual(['ms        1  5', 'expected  a--|', 'came      a--#', '             ^'])
    const subscribed = marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-a-|')
      expectObservable(source$).toBe('-a-|')
      expectSubscriptions(source$.subscriptions).toBe('^-!')
    })
    expect(complaint(subscribed).split('\n').slice(2, 6)).toEqual(['ms        0  2  3', 'expected  ^--!---', 'came      ^-----!', '             ^'])
  })

  it('has the line of the expectation at the top of its stack, also of the second one and after a flush', () => {
    let line = ''
    const body = marbles((m) => {
      m.expectObservable(m.hot('-a')).toBe('-a')
      m.flush()
      m.expectObservable(m.cold('-')).toBe('-')
      line = new Error().stack?.split('\n')[1] ?? ''
      m.expectObservable(m.cold('-')).toBe('b')
    })
    const numberOf = (frame: string): number => Number(/:(\d+):\d+\)?$/.exec(frame)?.[1])
    let stack: ReadonlyArray<string> = []
    try {
      body()
    } catch (error) {
      stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((it) => it.trim().startsWith('at ')) : []
    }
    expect(numberOf(stack[0] ?? '')).toBe(numberOf(line) + 1)
  })
})

describe('table', () => {
  const text = `
    ms      0    4    9  3009
    asks    s    -    -  -
    hears   .    j    t
    told    (sS) (MA) T--O
  `
  it('holds letters by moments, however long groups are', marbles((m) => {
    const t = table(text)
    expect([t.asks, t.hears]).toEqual([[{ at: 0, letters: ['s'] }], [{ at: 4, letters: ['j'] }, { at: 9, letters: ['t'] }]])
    const { told$ } = chat(m, t)
    m.expectObservable(told$).toBe(t.told)
  }))

  it('says moments that follow each other closely, ends and errors', marbles((m) => {
    const t = table(`
      ms     0   1    2   3
      told   ab  c    d   e|
      failed     a#
    `)
    const came$ = m.cold('v w x (e|)', { v: ['a', 'b'], w: ['c'], x: ['d'], e: ['e'] }).pipe(concatMap((it) => it))
    m.expectObservable(came$).toBe(t.told)
    m.expectObservable(m.cold('-(a#)', { a: 1 }, 'bad')).toBe(t.row('failed'), { a: 1 }, 'bad')
  }))

  it('falls when a row does not hold, and prints rows that can be pasted', () => {
    const body = marbles((m) => {
      const t = table(text.replace('T--O', 'T--P'))
      m.expectObservable(chat(m, t).told$).toBe(t.told)
    })
    const printed = complaint(body)
    expect(printed).toContain('ms        0     4     9  3009\nexpected  (sS)--(MA)--T--P\ncame      (sS)--(MA)--T--O\n')
    const rows = table(printed.split('\n').slice(2, 5).join('\n'))
    expect(rows.row('came')).toEqual(table(text).told)
  })

  it.each([
    ['asks  s', 'table: expected a first line such as "ms  0  5  9", the moments in ms'],
    ['ms  0  5  5', 'table: expected rising moments in the line "ms", found 5 behind one that is as late or later'],
    ['ms      1  5\nasks  s', 'table: the row asks has the letter s before the first moment'],
    ['ms    0\ntold  a\ntold  b', 'table: there are two rows told']
  ])('says what is wrong with %j', (given, sentence) => expect(() => table(given)).toThrow(sentence))

  it('names the rows that there are', () => expect(() => table('ms  0\na   b').row('c')).toThrow('table: there is no row c; there are a'))
})

describe('chat', () => {
  it('has the values beside the letters', marbles((m) => {
    const { told } = chat(m, { asks: 's-s-m', hears: '-----a-b' })
    m.flush()
    expect(told.messages.map(({ text }) => text)).toEqual(['hello', 'again'])
    expect(told.events.map(({ _tag }) => _tag)).toEqual(['started', 'messageReceived', 'messageReceived'])
    expect(told.refusals).toMatchObject([{ name: 'startChat', failure: { _tag: 'InvalidState', reason: 'alreadyActive' } }])
  }))

  it('tells that a letter stands for no command, and that none is ever told', () => {
    const asking = marbles((m) => void chat(m, { asks: '-q' }))
    expect(asking).toThrow('chat: asks has the letter q, which stands for no command. Add it to orders.')
    const inRow = marbles((m) => void chat(m, table('ms     0\nhears  q')))
    expect(inRow).toThrow('chat: hears has the letter q, which stands for no frame. Add it to frames.')
    const expecting = marbles((m) => m.expectObservable(chat(m, { asks: 's' }).told$).toBe('(sS) 5ms q'))
    expect(expecting).toThrow('toBe: the diagram has the letter q, which this chat never tells.')
  })

  it('no letter of the alphabet stands for two things in one diagram', () => {
    const { orders, events, answers } = alphabet
    const told = [...Object.keys(orders), ...Object.values(events), ...Object.values(answers)]
    expect(new Set(told).size).toBe(told.length)
  })

  it('takes further letters for commands and frames', marbles((m) => {
    const { told$ } = chat(m, {
      asks: '        s----t-',
      hears: '       ------i',
      orders: { t: ['getStats'] },
      frames: { i: { _tag: 'Signal', name: 'sleeping', data: {} } }
    })
    m.expectObservable(told$).toBe('(sS)-tz', { s: 's', S: 'S', t: 't', z: 'sleeping' })
  }))

  it('says something else each time that a letter comes, and repeats what it is given', marbles((m) => {
    const { service } = chat(m, { asks: 's', hears: '-a-a-jlr-r', frames: { r: says('repeated') } })
    const ids: string[] = []
    service.events.messageReceived.subscribe(({ messages }) => ids.push(...messages.map(({ id }) => id)))
    m.flush()
    expect(ids).toEqual(['hello', 'hello 2', 'Ann joins', 'Ann leaves', 'repeated'])
  }))

  it('tells that a letter stands for no frame', () => {
    const body = marbles((m) => {
      chat(m, { hears: 'q' })
      m.flush()
    })
    expect(body).toThrow('chat: hears has the letter q, which stands for no frame. Add it to frames.')
  })

  it('tells that a letter stands for no command', () => {
    const body = marbles((m) => {
      chat(m, { asks: 'q' })
      m.flush()
    })
    expect(body).toThrow('chat: asks has the letter q, which stands for no command. Add it to orders.')
  })
})

describe('scripts', () => {
  it.each<[string, Script, ReadonlyArray<string>]>([
    ['agreeable', agreeable, ['Right', '|']],
    ['silent', silent, []],
    ['completes', completes, ['|']],
    ['breaks', breaks, ['#']],
    ['fails', fails(), ['Left', '|']],
    ['repeats', repeats(), ['Right', 'Right', '|']],
    ['replying', replying({ wake: fails() }), ['Left', '|']],
    ['replying otherwise', replying({ sleep: fails() }), ['Right', '|']]
  ])('%s', (_, script, expected) => expect(heard(script)).toEqual(expected))
})

describe('memoryTransport', () => {
  it('knows which calls are open: not those that are answered, nor those that are abandoned', () => {
    const replies = new Subject<Progress | Answer>()
    const transport = memoryTransport(() => replies)
    const first = transport.call({ type: 'wake' }).subscribe()
    transport.call({ type: 'sleep' }).subscribe()
    expect(transport.open()).toEqual([{ type: 'wake' }, { type: 'sleep' }])
    first.unsubscribe()
    expect(transport.open()).toEqual([{ type: 'sleep' }])
    replies.complete()
    expect([transport.open(), transport.calls]).toEqual([[], [{ type: 'wake' }, { type: 'sleep' }]])
  })

  it('makes messages with ids of their own', () => {
    expect(said('a').id).not.toBe(said('a').id)
  })
})
