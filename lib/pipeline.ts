/** What one session's frames go through before they are facts: decode, distinct, prefilter, number, preprocess, typing. */
import type { Observable, OperatorFunction, SchedulerLike } from 'rxjs'
import type { Delivery } from './Delivery'
import type { Frame } from './Frame'
import { agentTyping } from './operators/agentTyping'
import { decode } from './operators/decode'
import { distinctMessages } from './operators/distinctMessages'
import { number } from './operators/number'
import { prefilter } from './operators/prefilter'
import { preprocess } from './operators/preprocess'
import type { Prefilter, Preprocessor } from './State'

/** What the stages need to know. */
export interface Stages {
  /** Which messages are hidden, now and on every change. */
  readonly prefilters$: Observable<ReadonlyArray<Prefilter>>
  /** Who rewrites messages, now and on every change. */
  readonly preprocessors$: Observable<ReadonlyArray<Preprocessor>>
  /** Whether the session is there, now and on every change: nobody types in one that is over. */
  readonly active$: Observable<boolean>
  /** Ms that a preprocessor's promise may take. */
  readonly patience: number
  /** Ms without news after which an agent counts as not typing. */
  readonly agentTypingTimeout: number
  /** The time that both are measured in. */
  readonly scheduler: SchedulerLike
  /** Hears of how many messages came again and were dropped, frame by frame. */
  readonly dropped?: (count: number) => void
}

/** All stages behind the decoder: for frames that somebody has decoded. */
export const deliver =
  ({ prefilters$, preprocessors$, active$, patience, agentTypingTimeout, scheduler, dropped }: Stages): OperatorFunction<Frame, Delivery> =>
  (frame$) =>
    frame$.pipe(
      distinctMessages(dropped),
      prefilter(prefilters$),
      number(),
      preprocess(preprocessors$, patience, scheduler),
      agentTyping(active$, agentTypingTimeout, scheduler)
    )

/** All stages. It never fails: what cannot be decoded, and what a stage cannot handle, becomes a `Failed` frame. */
export const pipeline =
  (stages: Stages): OperatorFunction<unknown, Delivery> =>
  (inbound$) =>
    inbound$.pipe(decode(), deliver(stages))
