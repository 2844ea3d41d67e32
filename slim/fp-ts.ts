/** fp-ts for the script bundles: the part of `Either` that they use. */
import type { Either } from 'fp-ts/Either'

export const left = <E>(reason: E): Either<E, never> => ({ _tag: 'Left', left: reason })

export const right = <A>(value: A): Either<never, A> => ({ _tag: 'Right', right: value })

export const isLeft = <E, A>(either: Either<E, A>): boolean => either._tag === 'Left'

export const isRight = <E, A>(either: Either<E, A>): boolean => either._tag === 'Right'

export const chain =
  <E, A, B>(next: (value: A) => Either<E, B>) =>
  (either: Either<E, A>): Either<E, B> =>
    either._tag === 'Left' ? either : next(either.right)

export const map =
  <A, B>(change: (value: A) => B) =>
  <E>(either: Either<E, A>): Either<E, B> =>
    either._tag === 'Left' ? either : right(change(either.right))

export const mapLeft =
  <E, F>(change: (reason: E) => F) =>
  <A>(either: Either<E, A>): Either<F, A> =>
    either._tag === 'Left' ? left(change(either.left)) : either
