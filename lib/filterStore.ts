/** Keeps the site's prefilters for the next page: what was hidden stays hidden after a reload. */
import * as t from 'io-ts'
import { object } from './codecs'
import { isLeft } from './Either'
import type { Prefilter } from './State'

/** Keeps texts by name, beyond the page: a back end's environment has one (`environment.store`). */
export interface FilterStore {
  readonly get: (key: string) => string | undefined
  readonly set: (key: string, value: string) => void
  readonly remove: (key: string) => void
}

/** Source of the name and of the form: contract, Storage. Sites may read it. */
const KEY = '_genesys.widgets.webchat.state.filters'

const Kept = object({ custom: t.array(t.unknown) })
const Expression = object({ source: t.string, flags: t.string })

/** None for what is no expression: another script, or an engine that knows other flags, may have written it. */
const toFilters = (u: unknown): ReadonlyArray<Prefilter> => {
  const decoded = Expression.decode(u)
  if (isLeft(decoded)) return []
  try {
    return [new RegExp(decoded.right.source, decoded.right.flags)]
  } catch {
    return []
  }
}

/** What an earlier page kept, as far as it can be used. Never throws, whatever the store gives. */
export const readFilters = (store: FilterStore): ReadonlyArray<Prefilter> => {
  try {
    const kept = Kept.decode(JSON.parse(store.get(KEY) ?? '{"custom":[]}'))
    return isLeft(kept) ? [] : kept.right.custom.flatMap(toFilters)
  } catch {
    return [] // no JSON, or a store that refuses
  }
}

/** `filters`: without the built-in one. Never throws: what the store refuses is not kept. */
export const writeFilters = (store: FilterStore, filters: ReadonlyArray<Prefilter>): void => {
  try {
    store.set(KEY, JSON.stringify({ custom: filters.map(({ source, flags }) => ({ source, flags })) }))
  } catch {
    // They still hide on this page.
  }
}

/** With the end of a session. Never throws. */
export const clearFilters = (store: FilterStore): void => {
  try {
    store.remove(KEY)
  } catch {
    // It may hide too much on the next page, never too little.
  }
}
