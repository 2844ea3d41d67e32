/** Carries out what the customer says: everybody sees how far each thing is, and what has not been sent can be taken back. */
import type { Subscription } from 'rxjs'
import { left } from './Either'
import type { Effect } from './Effect'
import { callFailure } from './Failure'
import type { Done } from './perform'
import { failure } from './Response'
import { isQueued, joinsLine, leavesLine, moves, settles } from './saying'
import type { Fact, State } from './State'
import { isProgress } from './Transport'
import type { Progress } from './Transport'

type Step = Progress | Done['answer']
type Saying = Extract<Effect, { readonly _tag: 'Call' }>

/** What the line needs of the service. */
export interface Hands {
  /** Does something in turn. */
  readonly queue: (act: () => void) => void
  /** For what is done in turn. */
  readonly happen: (fact: Fact) => void
  readonly state: () => State
  /** Any number of `Progress`, then one answer, in turn. Unsubscribing abandons it. */
  readonly execute: (effect: Effect, answer: (step: Step) => void) => Subscription
}

/** What the service does with the line. */
export interface OutboundLine {
  /** Called in turn. What it returns takes it back, as long as it has not been sent. */
  readonly say: (effect: Saying, answer: (step: Step) => void) => () => void
  /** Takes back the entry of this id, as long as it has not been sent. */
  readonly cancel: (id: string) => void
}

const cancelled = left(callFailure(failure('cancelled', 'The message was taken back.')))

/** A line of one service. It keeps nothing but how entries are taken back: what they are stands in the state. */
export const outboundLine = ({ queue, happen, state, execute }: Hands): OutboundLine => {
  /** How each entry is taken back, by its id. */
  const cancels = new Map<string, () => void>()
  let saidSoFar = 0

  const say: OutboundLine['say'] = (effect, answer) => {
    saidSoFar += 1
    const id = `${saidSoFar}`
    let hasToldPhase = false
    const settle = (given: Done['answer']): void => {
      cancels.delete(id)
      happen(settles(id, given))
      happen(leavesLine(id))
      answer(given)
    }
    const move = (phase: 'queued' | 'sent' | 'unknown'): void => {
      hasToldPhase = true
      queue(() => happen(moves(id, phase)))
    }
    const takeBack = (): void =>
      queue(() => {
        if (!isQueued(state(), id)) return
        request.unsubscribe()
        settle(cancelled)
      })
    happen(joinsLine(id, effect.call))
    cancels.set(id, takeBack)
    const request = execute(effect, (step) => {
      if (!isProgress(step)) return settle(step)
      if (step.phase !== undefined) move(step.phase)
      answer(step)
    })
    // A transport that tells nothing of phases has sent it.
    if (!hasToldPhase) move('sent')
    return takeBack
  }

  return { say, cancel: (id) => cancels.get(id)?.() }
}
