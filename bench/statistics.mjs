/** What is said of several measurements of the same. */

const sorted = (values) => [...values].sort((a, b) => a - b)
export const median = (values) => sorted(values)[Math.floor(values.length / 2)]

/** The median, and what half of the values lie between. */
export const spread = (values) => {
  const all = sorted(values)
  const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))]
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}
