/** The type of fp-ts' `Either`, by its structure: who uses our types need not install fp-ts. */
export interface Left<L> {
  readonly _tag: 'Left'
  readonly left: L
}
export interface Right<R> {
  readonly _tag: 'Right'
  readonly right: R
}
export type Either<L, R> = Left<L> | Right<R>
