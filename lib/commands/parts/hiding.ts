/** Adds prefilters to a state. One that does the same as another is not added: each stands in the list once. */
import type { Prefilter, State } from '../../State'

const isSame =
  (a: Prefilter) =>
  (b: Prefilter): boolean =>
    a.source === b.source && a.flags === b.flags

/** The state with these prefilters behind those it has. */
export const hiding = (state: State, filters: ReadonlyArray<Prefilter>): State => {
  const prefilters = [...state.prefilters]
  for (const filter of filters) if (!prefilters.some(isSame(filter))) prefilters.push(filter)
  return { ...state, prefilters }
}
