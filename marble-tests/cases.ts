/** What holds for every operator of frames: it adds no end of its own, passes errors on, and lets go of its source. */
import type { OperatorFunction } from 'rxjs'
import { marbles } from './marbles'

export const passesTheRest = <A, B>(operator: () => OperatorFunction<A, B>, values: { readonly [letter: string]: A }): void => {
  it('never, empty, error', marbles(({ cold, expectObservable }) => {
    for (const diagram of ['-', '|', '#', '---|', '---#']) expectObservable(cold<A>(diagram).pipe(operator())).toBe(diagram)
  }))

  it('lets go of the source when the subscriber leaves', marbles(({ hot, expectObservable, expectSubscriptions }) => {
    const source$ = hot<A>('-a-a-|', values)
    const unsub = '         --!   '
    const expected = '      -a-   '

    expectObservable(source$.pipe(operator()), unsub).toBe(expected.trim(), { a: expect.anything() })
    expectSubscriptions(source$.subscriptions).toBe('^-!')
  }))

  it('lets go of the source when it ends', marbles(({ hot, expectObservable, expectSubscriptions }) => {
    const source$ = hot<A>('-a-|', values)

    expectObservable(source$.pipe(operator())).toBe('-a-|', { a: expect.anything() })
    expectSubscriptions(source$.subscriptions).toBe('^--!')
  }))

  it('passes an error on, after what came before it', marbles(({ hot, expectObservable }) => {
    expectObservable(hot<A>('-a-#', values).pipe(operator())).toBe('-a-#', { a: expect.anything() })
  }))
}

/** What becomes of a frame that cannot be understood. `malformed`: how many there have been. */
export const skipped = (malformed: number, ...errors: ReadonlyArray<string>) => ({
  _tag: 'Failed',
  code: 'MalformedFrame',
  response: {
    status: 0,
    statusText: 'The server sent something that could not be understood. It was skipped.',
    responseText: '',
    errorReason: 'malformed',
    errors,
    malformed
  }
})
