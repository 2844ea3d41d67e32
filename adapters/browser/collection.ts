/** What a page hands over for "an element": the element, or a jQuery-like collection of some. */

/** The members, where `u` has a length and numbered members; else `u` itself. */
export const membersOf = (u: unknown): ReadonlyArray<unknown> => {
  if (typeof u !== 'object' || u === null || 'nodeType' in u || typeof (u as { length?: unknown }).length !== 'number') return [u] // a form or select has a length too
  return Array.from(u as ArrayLike<unknown>) // it was just seen to be one
}
