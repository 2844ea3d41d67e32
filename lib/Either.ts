/** The type of fp-ts' `Either`, by its structure: who uses our types need not install fp-ts. */

/** What kept it from being done. */
export interface Left<L> {
  readonly _tag: 'Left'
  readonly left: L
}

/** What came of it. */
export interface Right<R> {
  readonly _tag: 'Right'
  readonly right: R
}

/** One of the two, told apart by `_tag`. */
export type Either<L, R> = Left<L> | Right<R>

/** A `Left` with this in it. The type stays as narrow as what is given. */
export const left = <const L>(left: L): Left<L> => ({ _tag: 'Left', left })

/** Whether it is a `Left`; if not, it is a `Right`. */
export const isLeft = <L, R>(either: Either<L, R>): either is Left<L> => either._tag === 'Left'
