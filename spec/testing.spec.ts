/** The kit itself: what it promises to those who test with it. */
import { Subject } from 'rxjs'
import type { Answer, Progress } from '../lib'
import { agreeable, breaks, chat, completes, fails, marblesWith, memoryTransport, repeats, replying, said, says, silent } from '../testing'
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

describe('chat', () => {
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
