/** Hides messages whose text matches any registered prefilter. Other frames pass. */
import { map, withLatestFrom } from 'rxjs'
import type { MonoTypeOperatorFunction, Observable } from 'rxjs'
import type { Frame } from '../Frame'
import type { Said } from '../Message'
import type { Prefilter } from '../State'

// A /g or /y expression remembers `lastIndex`, and a frozen one throws on it: a copy without them remembers nothing.
const matches = (filter: Prefilter, text: string): boolean =>
  text.search(filter.global || filter.sticky ? new RegExp(filter, filter.flags.replace(/[gy]/g, '')) : filter) >= 0

export const prefilter =
  (filters$: Observable<ReadonlyArray<Prefilter>>): MonoTypeOperatorFunction<Frame> =>
  (frame$) =>
    frame$.pipe(
      withLatestFrom(filters$),
      map(([frame, filters]) => {
        if (frame._tag !== 'Entries') return frame
        const hides = ({ message }: { readonly message: Said }) => filters.some((filter) => matches(filter, message.text))
        const hidden = frame.entries.filter(hides)
        if (hidden.length === 0) return frame
        return { ...frame, entries: frame.entries.filter((entry) => !hidden.includes(entry)), unseen: hidden.map(({ message }) => message) }
      })
    )
