/** Hides messages whose text matches any registered prefilter. Other frames pass. */
import { map, withLatestFrom } from 'rxjs'
import type { MonoTypeOperatorFunction, Observable } from 'rxjs'
import type { Frame } from '../Frame'
import type { Said } from '../Message'
import type { Prefilter } from '../State'

// `search`, not `test`: a /g expression remembers `lastIndex` between calls to `test`. A /y one is bound to it in both.
const matches = (filter: Prefilter, text: string): boolean =>
  (filter.sticky ? text.search(new RegExp(filter.source, filter.flags.replace('y', ''))) : text.search(filter)) >= 0

export const prefilter =
  (filters$: Observable<ReadonlyArray<Prefilter>>): MonoTypeOperatorFunction<Frame> =>
  (frame$) =>
    frame$.pipe(
      withLatestFrom(filters$),
      map(([frame, filters]) => {
        if (frame._tag !== 'Entries' || filters.length === 0) return frame
        const hides = ({ message }: { readonly message: Said }) => filters.some((filter) => matches(filter, message.text))
        const hidden = frame.entries.filter(hides)
        if (hidden.length === 0) return frame
        return { ...frame, entries: frame.entries.filter((entry) => !hidden.includes(entry)), unseen: hidden.map(({ message }) => message.from) }
      })
    )
