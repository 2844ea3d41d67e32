/** Who is there, of those whose coming and going is told. Pure. */

/** By member id. `at`: when the latest change took place, in ms since the epoch. Nobody is in it before the first news. */
export type Presence = ReadonlyMap<string, { readonly here: boolean; readonly at: number }>

export const nobody: Presence = new Map()

/**
 * The next presence, and whether there is something to tell. States are repeated whenever an agent switches between
 * chats, a join or leave comes as a message too, and frames arrive twice or swapped: what is older than the latest
 * change is no news. Source: captures of 2022 in Genesys' developer forum. `at` is `NaN` when the server gave no time.
 */
export const moved = (presence: Presence, id: string, here: boolean, at: number): readonly [Presence, boolean] => {
  const before = presence.get(id) ?? { here: false, at: -Infinity }
  if (at < before.at) return [presence, false]
  return [new Map(presence).set(id, { here, at: Math.max(before.at, Number.isNaN(at) ? -Infinity : at) }), before.here !== here]
}
