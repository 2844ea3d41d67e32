/** One page of a history: `after` and `before` are message ids, both exclusive. */

/** Which page. */
export interface PageRequest {
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly descending: boolean
  readonly maxResults: number
}

/** The page. */
export interface Page<A> {
  readonly entities: ReadonlyArray<A>
  /** There is more after this page in its own order. */
  readonly more: boolean
  /** There is something before it in its own order. */
  readonly earlier: boolean
}

/**
 * Cuts the page out of the history.
 * @param positions where each id stands in `items`, which are in ascending order
 * @returns undefined when `after` or `before` names nothing
 */
export const pageOf = <A>(items: ReadonlyArray<A>, positions: ReadonlyMap<string, number>, request: PageRequest): Page<A> | undefined => {
  const after = request.after === undefined ? -1 : positions.get(request.after)
  const before = request.before === undefined ? items.length : positions.get(request.before)
  if (after === undefined || before === undefined) return undefined
  const low = after + 1
  const high = Math.max(low, before)
  if (request.descending) {
    const start = Math.max(low, high - request.maxResults)
    return { entities: items.slice(start, high).reverse(), more: start > low, earlier: high < items.length }
  }
  const end = Math.min(high, low + request.maxResults)
  return { entities: items.slice(low, end), more: end < high, earlier: low > 0 }
}
