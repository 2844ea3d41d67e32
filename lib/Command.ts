/**
 * What a command is: a pure function from the state and the options to a decision, which is a failure or the next step.
 * Each command's file has the options it takes, then its guards in the order of the contract, and the step last.
 */
import type { Decoder } from 'io-ts'
import type { ChatEvent } from './ChatEvent'
import type { Effect, FailureOfEffect, ResultOfEffect } from './Effect'
import { isLeft, left } from './Either'
import type { Either, Left, Right } from './Either'
import { problems } from './explain'
import { invalidOptions } from './Failure'
import type { Failure, InvalidOptions } from './Failure'
import type { Inputs } from './Inputs'
import type { State } from './State'

/** What a command that is not refused leads to. */
export interface Step<E extends Effect = Effect> {
  readonly state: State
  /** What is to be done then. */
  readonly effect: E
  /** What everyone is told of the new state. */
  readonly events?: ReadonlyArray<ChatEvent>
}

/** A `Left` carries no state: a refused command cannot have changed one. */
export type Decision = Either<Failure, Step>

/** What a pure function cannot look up. */
export interface Context {
  /** Now, in ms since the epoch. */
  readonly at: number
  /** The text fields of the page. */
  readonly inputs: Inputs
}

/** Options as somebody gave them: the fields are those of `O`, and what is in them nobody has checked. */
export type Unchecked<O> = { readonly [K in keyof O]?: unknown }

/** The options of commands that take none. */
export type NoOptions = Readonly<Record<string, never>>

/** Takes options like `O`, decides as `D`. Pure, and has an answer to whatever it is given. */
export interface Command<O, D extends Decision> {
  (state: State, options: unknown, context: Context): D | Left<InvalidOptions>
  /** For the compiler alone: what it takes. */
  readonly takes?: O
}

/** What a command's `Right` holds at last. */
export type ResultIn<D> = D extends Right<Step<infer E>> ? ResultOfEffect<E> : never

/** All that a command's `Left` can hold. */
export type FailureIn<D> = D extends Left<infer F> ? F : D extends Right<Step<infer E>> ? FailureOfEffect<E> : never

/** The `Right` of a command. It takes steps only: so the kinds of the effect are inferred from it, not from where it stands. */
export const right = <E extends Effect>(step: Step<E>): Right<Step<E>> => ({ _tag: 'Right', right: step })

const unreadable = left(invalidOptions([{ path: '', expected: 'an object that can be read', found: 'one that throws' }]))

/**
 * `decide` may read any field of whatever was given. A getter or a proxy that throws when it is read is answered here.
 * The kinds of options, results and failures are inferred: annotate the parameter with `Unchecked<…Options>`.
 */
export const command =
  <O = NoOptions, D extends Decision = Decision>(decide: (state: State, options: Unchecked<O>, context: Context) => D): Command<O, D> =>
  (state, options, context) => {
    try {
      return decide(state, (options ?? {}) as Unchecked<O>, context) // whatever it is, it can be asked for fields
    } catch {
      return unreadable
    }
  }

/** For options that must decode: otherwise each field that does not is named. */
export const read = <A>(by: Decoder<unknown, A>, options: unknown): Either<InvalidOptions, A> => {
  const decoded = by.decode(options)
  return isLeft(decoded) ? left(invalidOptions(problems(decoded.left))) : decoded
}
