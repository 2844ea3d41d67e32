/** Adds prefilters to a state. One that does the same as another is not added: each stands in the list once. */
import type { Prefilter, State } from '../../State'

const isSame =
  (a: Prefilter) =>
  (b: Prefilter): boolean =>
    a.source === b.source && a.flags === b.flags

/** The filters, and those of `more` that do something else than each of them. */
export const withFilters = (filters: ReadonlyArray<Prefilter>, more: ReadonlyArray<Prefilter>): ReadonlyArray<Prefilter> => {
  const all = [...filters]
  for (const filter of more) if (!all.some(isSame(filter))) all.push(filter)
  return all
}

/** The state with these prefilters behind those it has. */
export const hiding = (state: State, filters: ReadonlyArray<Prefilter>): State => ({ ...state, prefilters: withFilters(state.prefilters, filters) })
