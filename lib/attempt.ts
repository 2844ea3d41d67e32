/** Facts, made and carried out so that whatever throws costs nothing but itself. Pure. */
import { fault } from './ChatEvent'
import type { Delivery } from './Delivery'
import { interpret } from './interpret'
import { unhandled } from './operators/stage'
import { failure } from './Response'
import type { Change, Fact, State } from './State'

/** What a fact changes at `at` ms since the epoch. One that throws changes nothing; everyone hears that there was something. */
export const changeOf = (fact: Fact, state: State, at: number): Change => {
  try {
    return fact(state, at)
  } catch {
    return [state, fault('FactFailed', failure('fact', 'Something that happened could not be told. It was skipped.'))]
  }
}

/** The facts in a frame. One of which no sense can be made is reported. */
export const factsIn = (frame: Delivery, state: State): ReadonlyArray<Fact> => {
  try {
    return interpret(frame, state)
  } catch {
    return interpret(unhandled('interpret', frame), state)
  }
}
