import { NEVER, of, startWith, Subject, throwError, timer } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { live, preprocess } from '../../lib'
import type { Frame, Message, Preprocessor } from '../../lib'
import { ended, said, typing } from '../../testing'
import { marbles } from '../marbles'
import { numbered } from '../numbered'
import { passesTheRest } from '../cases'

const by = (...preprocessors: ReadonlyArray<Preprocessor>) => NEVER.pipe(startWith(preprocessors))

/** A frame as it comes to the operator. Made anew each time: preprocessors change it. */
const come = (...texts: ReadonlyArray<string>): Frame<Message> =>
  numbered(live(...texts.map((text) => ({ message: said(text, { id: text }), original: { text } }))))
const rewritten = (change: (message: Message) => object, ...texts: ReadonlyArray<string>) => {
  const frame = come(...texts)
  return frame._tag === 'Entries' ? { ...frame, entries: frame.entries.map((entry) => ({ ...entry, message: change(entry.message) })) } : frame
}
const skipped = (name: string, what: string) => ({
  _tag: 'Failed',
  code: 'PreprocessorFailed',
  response: { status: 0, statusText: `The preprocessor ${name} ${what} and was skipped.`, responseText: '', errorReason: 'preprocessor' }
})
const shout = (message: Message) => ({ ...message, text: message.text.toUpperCase() })
const loud = (...texts: ReadonlyArray<string>) => rewritten(shout, ...texts)

/** A promise of virtual time: settles `ms` ms after it is asked. Real promises escape virtual time. */
const promises = (ms: number, value: () => unknown) => ({ then: (resolve: (value: unknown) => void) => void timer(ms).subscribe(() => resolve(value())) })
const refuses = (ms: number) => ({ then: (_: unknown, reject: (why: unknown) => void) => void timer(ms).subscribe(() => reject(new Error('no'))) })
const atOnce = (value: unknown) => ({ then: (resolve: (value: unknown) => void) => resolve(value) })

const keys = numbered(typing())

const entriesOf = (frame: Frame<Message>): ReadonlyArray<Message> => (frame._tag === 'Entries' ? frame.entries.map(({ message }) => message) : [])

/** What becomes of one message. */
const through = (...preprocessors: ReadonlyArray<Preprocessor>): ReadonlyArray<unknown> => {
  const seen: unknown[] = []
  of(come('hello'))
    .pipe(preprocess(by(...preprocessors)))
    .subscribe((frame) => seen.push(frame._tag === 'Failed' ? frame.response.statusText : entriesOf(frame)[0]))
  return seen
}
const [hello] = entriesOf(come('hello'))

describe('preprocess', () => {
  passesTheRest<Frame<Message>, Frame<Message>>(() => preprocess(by(shout)), { a: numbered(ended) })

  it('passes everything while none is registered', marbles(({ hot, expectObservable }) => {
    const values = { a: come('a'), t: keys }
    expectObservable(hot<Frame<Message>>('-a-t-|', values).pipe(preprocess(by()))).toBe('-a-t-|', values)
  }))

  it('rewrites each message, in the order of registration; others pass', marbles(({ hot, expectObservable }) => {
    const mark = (message: Message) => ({ ...message, text: `${message.text}!` })
    const frame$ = hot<Frame<Message>>('-a-t-b-|', { a: come('a', 'b'), t: keys, b: come('c') })
    const expected = '                   -A-t-B-|'

    expectObservable(frame$.pipe(preprocess(by(shout, mark, mark)))).toBe(expected, {
      A: rewritten((message) => ({ ...message, text: `${message.text.toUpperCase()}!!` }), 'a', 'b'),
      t: keys,
      B: rewritten((message) => ({ ...message, text: `${message.text.toUpperCase()}!!` }), 'c')
    })
  }))

  it('takes up one registered while the chat runs', marbles(({ hot, expectObservable }) => {
    const registered$ = hot<ReadonlyArray<Preprocessor>>('n--s----', { n: [], s: [shout] })
    const frame$ = hot<Frame<Message>>('                  -a---b-|', { a: come('a'), b: come('b') })
    const expected = '                                     -a---B-|'

    expectObservable(frame$.pipe(preprocess(registered$))).toBe(expected, { a: come('a'), B: loud('b') })
  }))

  it('waits for a promise and lets nothing overtake', marbles(({ hot, expectObservable }) => {
    const slow: Preprocessor = (message) => (message.text === 'a' ? promises(5, () => shout(message)) : shout(message))
    const frame$ = hot<Frame<Message>>('-a-b-t----|', { a: come('a'), b: come('b'), t: keys })
    const expected = '                   ------(ABt)'

    expectObservable(frame$.pipe(preprocess(by(slow))), '^--------!').toBe(expected, { A: loud('a'), B: loud('b'), t: keys })
  }))

  it('the second preprocessor sees what the promise of the first brought', marbles(({ hot, expectObservable }) => {
    const slow: Preprocessor = (message) => promises(2, () => ({ ...message, text: `${message.text}b` }))
    const frame$ = hot<Frame<Message>>('-a------|', { a: come('a') })
    const expected = '                   ---A----|'

    expectObservable(frame$.pipe(preprocess(by(slow, shout)))).toBe(expected, { A: rewritten((message) => ({ ...message, text: 'AB' }), 'a') })
  }))

  it('completes after what waits', marbles(({ hot, expectObservable }) => {
    const slow: Preprocessor = (message) => promises(3, () => shout(message))
    const frame$ = hot<Frame<Message>>('-a|', { a: come('a') })
    const expected = '                   ----(A|)'

    expectObservable(frame$.pipe(preprocess(by(slow)))).toBe(expected, { A: loud('a') })
  }))

  it('a promise that takes longer than the patience is reported and skipped', marbles(({ hot, time, expectObservable }) => {
    const never: Preprocessor = function stuck(message) { return message.text === 'a' ? promises(99, () => shout(message)) : undefined }
    const patience = time('               ----|')
    const frame$ = hot<Frame<Message>>('-a-b-|', { a: come('a'), b: come('b') })
    const expected = '                   -----(xab|)'

    expectObservable(frame$.pipe(preprocess(by(never), patience))).toBe(expected, { x: skipped('stuck', 'took too long'), a: come('a'), b: come('b') })
  }))

  it('a promise that fails is reported and skipped', marbles(({ hot, expectObservable }) => {
    const broken: Preprocessor = function broken() { return refuses(2) }
    const frame$ = hot<Frame<Message>>('-a------|', { a: come('a') })
    const expected = '                   ---(xA)-|'

    expectObservable(frame$.pipe(preprocess(by(broken, shout)))).toBe(expected, { x: skipped('broken', 'failed'), A: loud('a') })
  }))

  it('one that throws is reported and skipped, the others go on', marbles(({ hot, expectObservable }) => {
    const broken: Preprocessor = function broken() { throw new Error('no') }
    const frame$ = hot<Frame<Message>>('-a---b---|', { a: come('a'), b: come('b') })
    const expected = '                   -(xA)(yB)|'

    expectObservable(frame$.pipe(preprocess(by(broken, shout)))).toBe(expected, { x: skipped('broken', 'threw'), y: skipped('broken', 'threw'), A: loud('a'), B: loud('b') })
  }))

  it('lets go of everything when the subscriber leaves', marbles(({ hot, expectObservable, expectSubscriptions }) => {
    const registered$ = hot<ReadonlyArray<Preprocessor>>('s-------', { s: [(message: Message) => promises(3, () => message)] })
    const frame$ = hot<Frame<Message>>('                  -a------', { a: come('a') })

    expectObservable(frame$.pipe(preprocess(registered$)), '--!').toBe('---')
    expectSubscriptions(frame$.subscriptions).toBe('^-!')
    expectSubscriptions(registered$.subscriptions).toBe('^-!')
  }))

  it('leaves no timer behind', () => {
    const scheduler = new TestScheduler(() => undefined)
    const frame$ = new Subject<Frame<Message>>()
    const subscription = frame$.pipe(preprocess(by(() => ({ then: () => undefined })), 5, scheduler)).subscribe()
    frame$.next(come('a'))
    subscription.unsubscribe()
    scheduler.flush()
    expect(scheduler.actions).toEqual([])
  })

  it('a preprocessor that causes the next message does not make it overtake', () => {
    const frame$ = new Subject<Frame<Message>>()
    const seen: string[] = []
    const chatty: Preprocessor = ({ text }) => {
      if (text === 'a') frame$.next(come('b'))
      return atOnce({ text: `${text}!` })
    }
    frame$.pipe(preprocess(by(chatty))).subscribe((frame) => seen.push(...entriesOf(frame).map(({ text }) => text)))
    frame$.next(come('a'))
    frame$.next(come('c'))
    expect(seen).toEqual(['a!', 'b!', 'c!'])
  })

  it('a subscriber that causes the next message, and the next, 100,000 times, does not overflow the stack', () => {
    const frame$ = new Subject<Frame<Message>>()
    let count = 0
    frame$.pipe(preprocess(by(shout))).subscribe(() => {
      count += 1
      if (count < 100_000) frame$.next(come('a'))
    })
    frame$.next(come('a'))
    expect(count).toBe(100_000)
  })

  it.each<[string, Preprocessor]>([
    ['that change', (message) => shout(message)],
    ['that promise', (message) => atOnce(shout(message))]
  ])('takes a burst of 100,000 with preprocessors %s', (_, preprocessor) => {
    const frame$ = new Subject<Frame<Message>>()
    let last = ''
    let count = 0
    frame$.pipe(preprocess(by(preprocessor))).subscribe((frame) => {
      count += 1
      last = entriesOf(frame)[0]?.text ?? ''
    })
    const frame = come('a')
    for (let i = 0; i < 100_000; i += 1) frame$.next(frame)
    expect([count, last]).toEqual([100_000, 'A'])
  })

  it('a burst that waits for one promise comes out whole and in order', () => {
    let go: (value: unknown) => void = () => undefined
    const frame$ = new Subject<Frame<Message>>()
    const seen: string[] = []
    const first: Preprocessor = ({ text }) => (text === '0' ? { then: (resolve: typeof go) => void (go = resolve) } : undefined)
    frame$.pipe(preprocess(by(first), 1e6, new TestScheduler(() => undefined))).subscribe((frame) => seen.push(...entriesOf(frame).map(({ text }) => text)))
    for (let i = 0; i < 100_000; i += 1) frame$.next(come(`${i}`))
    expect(seen).toEqual([])
    go(undefined)
    expect(seen.length).toBe(100_000)
    expect(seen.every((text, i) => text === `${i}`)).toBe(true)
  })

  describe('what a preprocessor may answer', () => {
    it.each<[string, Preprocessor, ReadonlyArray<unknown>]>([
      ['nothing, after a change', (message) => { message.text = 'changed' }, [{ ...hello, text: 'changed' }]],
      ['null, after a change', (message) => { message.html = true; return null }, [{ ...hello, html: true }]],
      ['false', () => false, [hello]],
      ['a number', () => 7, [hello]],
      ['a text', () => 'text', [hello]],
      ['an empty object', () => ({}), [hello]],
      ['an object without id, index and from', () => ({ text: 'other', html: true }), [{ ...hello, text: 'other', html: true }]],
      ['another id and index', (message) => ({ ...message, id: 'x', index: 99 }), [hello]],
      ['a change of id and index', (message) => { message.id = 'x'; message.index = 99 }, [hello]],
      ['another from', (message) => ({ ...message, from: { name: 'Agent Ann', type: 'Agent' } }), [{ ...hello, from: { id: 'a1', name: 'Agent Ann', type: 'Agent' } }]],
      ['from with another id', (message) => ({ ...message, from: { id: 'x', name: 'Agent Ann', type: 'Agent' } }), [{ ...hello, from: { id: 'a1', name: 'Agent Ann', type: 'Agent' } }]],
      ['from without its type', (message) => ({ ...message, from: { name: 'Agent Ann' } }), [{ ...hello, from: { id: 'a1', name: 'Agent Ann', type: 'Agent' } }]],
      ['from with a type of undefined', (message) => ({ ...message, from: { ...message.from, type: undefined } }), [hello]],
      ['from of null', (message) => ({ ...message, from: null }), [hello]],
      ['from of text', (message) => ({ ...message, from: 'Ann' }), [hello]],
      ['from deleted', (message) => { delete (message as Partial<Message>).from }, [hello]],
      ['everything deleted', (message) => { for (const key of Object.keys(message)) delete message[key] }, [{ id: 'hello', index: 0, from: hello?.from }]],
      ['a promise of nothing, after a change', (message) => { message.text = 'changed'; return atOnce(undefined) }, [{ ...hello, text: 'changed' }]],
      ['a promise of an object', () => atOnce({ text: 'other' }), [{ ...hello, text: 'other' }]],
      ['a frozen message', (message) => { Object.freeze(message) }, [hello]],
      ['a frozen message, changed', (message) => Object.freeze({ ...message, text: 'changed' }), [{ ...hello, text: 'changed' }]]
    ])('%s', (_, preprocessor, expected) => {
      expect(through(preprocessor)).toEqual(expected)
    })

    it.each<[string, Preprocessor, string]>([
      ['throws', function p() { throw new Error('no') }, 'The preprocessor p threw and was skipped.'],
      ['throws, without a name', (() => () => { throw new Error('no') })(), 'The preprocessor (without a name) threw and was skipped.'],
      ['throws after a change', function p(message) { message.text = 'half'; throw new Error('no') }, 'The preprocessor p threw and was skipped.'],
      ['freezes, then throws', function p(message) { Object.freeze(message); throw new Error('no') }, 'The preprocessor p threw and was skipped.'],
      ['answers what cannot be read', function p() { return { get text() { throw new Error('no') } } }, 'The preprocessor p threw and was skipped.'],
      ['promises what cannot be read', function p() { return atOnce({ get text() { throw new Error('no') } }) }, 'The preprocessor p failed and was skipped.'],
      ['answers a message within itself', function p(message) { return Object.assign(message, { self: message }) }, 'The preprocessor p threw and was skipped.'],
      ['has a then that throws', function p() { return { then: () => { throw new Error('no') } } }, 'The preprocessor p failed and was skipped.']
    ])('one that %s is skipped with all it did', (_, preprocessor, report) => {
      expect(through(preprocessor)).toEqual([report, hello])
    })

    it('sees the index', () => {
      expect(through((message) => ({ text: `${message.index} ${message.id} ${message.from.type}` }))).toEqual([{ ...hello, text: '0 hello Agent' }])
    })

    it('a thenable that answers twice counts once', () => {
      const twice: Preprocessor = () => ({ then: (resolve: (value: unknown) => void) => { resolve({ text: '1' }); resolve({ text: '2' }) } })
      expect(through(twice)).toEqual([{ ...hello, text: '1' }])
    })
  })

  it('an error of the source is passed on', () => {
    const seen: unknown[] = []
    throwError(() => 'wire').pipe(preprocess(by(shout))).subscribe({ error: (error) => seen.push(error) })
    expect(seen).toEqual(['wire'])
  })
})

