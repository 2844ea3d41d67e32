import { NEVER, of, startWith, Subject } from 'rxjs'
import { live, prefilter } from '../../lib'
import type { Frame, Said } from '../../lib'
import { ended, party, said, says, typing } from '../../testing'
import { marbles } from '../marbles'
import { passesTheRest } from '../cases'

const keep = (...filters: ReadonlyArray<RegExp>) => NEVER.pipe(startWith(filters))
const frame = (...texts: ReadonlyArray<string>): Frame => live(...texts.map((text) => ({ message: said(text, { id: text }), original: { text } })))
const unseen = (...texts: ReadonlyArray<string>): ReadonlyArray<Said> => texts.map((text) => said(text, { id: text }))

describe('prefilter', () => {
  passesTheRest(() => prefilter(keep(/x/)), { a: ended })

  it('hides what matches, passes the rest', marbles(({ hot, expectObservable }) => {
    const values = { h: frame('hello'), s: frame('code 1234'), t: typing(), S: { ...frame(), unseen: unseen('code 1234') } }
    const frame$ = hot('  -h-s-t-s-h-|', values)
    const expected = '    -h-S-t-S-h-|'

    expectObservable(frame$.pipe(prefilter(keep(/\d{4}/)))).toBe(expected, values)
  }))

  it('takes originals out with their messages', marbles(({ hot, expectObservable }) => {
    const frame$ = hot('  -f-|', { f: frame('a', 'secret', 'b') })
    const expected = '    -F-|'

    expectObservable(frame$.pipe(prefilter(keep(/secret/)))).toBe(expected, { F: { ...frame('a', 'b'), unseen: unseen('secret') } })
  }))

  it.each([/code/g, /code/y, /code/gy, /code/gi, Object.freeze(/code/g), Object.freeze(/code/y)])('%s hides every time', (filter) =>
    marbles(({ hot, expectObservable }) => {
      const frame$ = hot('  -a-b-a-b-a-|', { a: frame('code 1'), b: frame('a code') })
      const expected = '    -A-B-A-B-A-|'

      expectObservable(frame$.pipe(prefilter(keep(filter)))).toBe(expected, {
        A: { ...frame(), unseen: unseen('code 1') },
        B: { ...frame(), unseen: unseen('a code') }
      })
    })()
  )

  it('leaves the lastIndex of a filter alone', () => {
    const filter = /code/g
    filter.lastIndex = 3
    of(frame('code')).pipe(prefilter(of([filter]))).subscribe()
    expect(filter.lastIndex).toBe(3)
  })

  it('takes up a filter registered while the chat runs', marbles(({ hot, expectObservable }) => {
    const values = { s: frame('1'), S: { ...frame(), unseen: unseen('1') } }
    const filters$ = hot('e--f----', { e: [], f: [/\d/] })
    const frame$ = hot('  -s---s-|', values)
    const expected = '    -s---S-|'

    expectObservable(frame$.pipe(prefilter(filters$))).toBe(expected, values)
  }))

  it('lets go of the filters too', marbles(({ hot, expectObservable, expectSubscriptions }) => {
    const filters$ = hot('e-------', { e: [] })
    const frame$ = hot('  -s---s-|', { s: says('hi') })
    const unsub = '       --!     '
    const expected = '    -s-'

    expectObservable(frame$.pipe(prefilter(filters$)), unsub).toBe(expected, { s: says('hi') })
    expectSubscriptions(filters$.subscriptions).toBe('^-!')
  }))

  it('a filter added by who is being told hides the next frame, not this one', () => {
    const filters$ = new Subject<ReadonlyArray<RegExp>>()
    const seen: string[] = []
    const frame$ = new Subject<Frame>()
    frame$.pipe(prefilter(filters$.pipe(startWith([])))).subscribe((told) => {
      seen.push(told._tag === 'Entries' ? told.entries.map(({ message }) => message.text).join() : told._tag)
      filters$.next([/secret/])
    })
    frame$.next(frame('secret 1'))
    frame$.next(frame('secret 2', 'plain'))
    expect(seen).toEqual(['secret 1', 'plain'])
  })

  it('looks at the text of everybody', marbles(({ hot, expectObservable }) => {
    const mine = says('{start:123456789}', party('Cleo', 'Client'))
    const frame$ = hot('  -m-|', { m: mine })
    const expected = '    -M-|'

    expectObservable(frame$.pipe(prefilter(keep(/\{start:[0-9]{9}\}/)))).toBe(expected, {
      M: { _tag: 'Entries', era: 'live', entries: [], unseen: mine._tag === 'Entries' ? mine.entries.map(({ message }) => message) : [] }
    })
  }))
})
