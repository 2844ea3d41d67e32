/** How the place that a service runs in says that it cannot be used, in a sentence for people. */

/** The `name` of such an `Error`. By it, and not by a class: each bundle has its own copy of a class. */
export const UNUSABLE = 'UnusableEnvironment'

/** The sentence of such an error; `undefined` for any other thing that was thrown. */
export const sentenceOf = (thrown: unknown): string | undefined => {
  try {
    return thrown instanceof Error && thrown.name === UNUSABLE ? thrown.message : undefined
  } catch {
    return undefined // a proxy, a getter
  }
}
