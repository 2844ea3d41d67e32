/** The two helpers of the incumbent's Common object that extensions without its windows need. */

export const common = {
  /** What stands at `a.b.c`, or `undefined`. */
  checkPath: (object: unknown, path: string): unknown => path.split('.').reduce((at, key) => Object(at)[key], object),
  /** Sets what stands at `a.b.c`, and makes the objects on the way. Inherited ones, as prototypes are, it leaves alone. */
  createPath: (object: object, path: string, value: unknown = {}): unknown =>
    path
      .split('.')
      .reduce<Record<string, unknown>>((at, key, i, { length }) => (at[key] = i + 1 === length ? value : Object(Object.hasOwn(at, key) ? at[key] : {})), Object(object))
}
