/** Keeps prefilters in a store until the chat ends, so that what was hidden stays hidden on the next page. */
import { skip } from 'rxjs'
import type { Observable } from 'rxjs'
import { withFilters } from './commands/parts/hiding'
import { clearFilters, readFilters, writeFilters } from './filterStore'
import type { FilterStore } from './filterStore'
import { BUILT_IN } from './State'
import type { Prefilter } from './State'

/** What is kept, and where. */
export interface Kept {
  readonly store: FilterStore
  /** Now and on every change. */
  readonly prefilters$: Observable<ReadonlyArray<Prefilter>>
  /** Whether a session is there, now and on every change: at its end they are forgotten. */
  readonly active$: Observable<boolean>
}

/** Until the streams complete. */
export const keepFilters = ({ store, prefilters$, active$ }: Kept): void => {
  let latest: ReadonlyArray<Prefilter> = []
  // With those that another tab of the site has added meanwhile.
  const keep = (): void => {
    const custom = withFilters(readFilters(store), latest.filter((filter) => filter !== BUILT_IN))
    if (custom.length > 0) writeFilters(store, custom)
  }
  let isFirst = true
  prefilters$.subscribe((filters) => {
    latest = filters
    if (!isFirst) keep()
    isFirst = false
  })
  active$.pipe(skip(1)).subscribe((active) => (active ? keep() : clearFilters(store)))
}
