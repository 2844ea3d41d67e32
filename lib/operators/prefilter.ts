/**
 * Hides messages whose text matches any registered prefilter: they leave `entries` and stand under `unseen`. Frames in
 * which nothing is hidden are passed on as they are.
 */
import { Observable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'
import type { Entries, Frame } from '../Frame'
import type { Entry } from '../Message'
import type { Prefilter } from '../State'
import { latestOf } from '../latestOf'
import { stage } from './stage'

// A /g or /y expression remembers `lastIndex`, and a frozen one throws on it: a copy without them remembers nothing.
const matches = (filter: Prefilter, text: string): boolean =>
  text.search(filter.global || filter.sticky ? new RegExp(filter, filter.flags.replace(/[gy]/g, '')) : filter) >= 0

const hide = (frame: Entries, filters: ReadonlyArray<Prefilter>): Entries => {
  const isHidden = ({ message }: Entry): boolean => filters.some((filter) => matches(filter, message.text))
  const hidden = frame.entries.filter(isHidden)
  if (hidden.length === 0) return frame
  return { ...frame, entries: frame.entries.filter((entry) => !hidden.includes(entry)), unseen: hidden.map(({ message }) => message) }
}

/** `filters$`: the list at each time; nothing is hidden before there is one. */
export const prefilter =
  (filters$: Observable<ReadonlyArray<Prefilter>>): MonoTypeOperatorFunction<Frame> =>
  (frame$) =>
    new Observable((subscriber) => {
      const filters = latestOf(filters$, [], subscriber)
      return frame$.pipe(stage('prefilter', (frame) => (frame._tag === 'Entries' ? hide(frame, filters()) : frame))).subscribe(subscriber)
    })
