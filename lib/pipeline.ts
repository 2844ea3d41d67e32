/** What one session's frames go through before they are facts: decode, distinct, prefilter, number, preprocess, typing. */
import type { Observable, OperatorFunction, SchedulerLike } from 'rxjs'
import type { Frame } from './Frame'
import type { Delivery } from './interpret'
import { agentTyping } from './operators/agentTyping'
import { decode } from './operators/decode'
import { distinctMessages } from './operators/distinctMessages'
import { number } from './operators/number'
import { prefilter } from './operators/prefilter'
import { preprocess } from './operators/preprocess'
import type { Prefilter, Preprocessor } from './State'

export interface Stages {
  readonly prefilters$: Observable<ReadonlyArray<Prefilter>>
  readonly preprocessors$: Observable<ReadonlyArray<Preprocessor>>
  /** Whether the session is there: nobody types in one that is over. */
  readonly active$: Observable<boolean>
  /** Ms that a preprocessor's promise may take. */
  readonly patience: number
  /** Ms without news after which an agent counts as not typing. */
  readonly agentTypingTimeout: number
  readonly scheduler: SchedulerLike
}

/** All of it behind the first look. */
export const deliver =
  (
    prefilters$: Stages['prefilters$'],
    preprocessors$: Stages['preprocessors$'],
    active$: Stages['active$'],
    patience: number,
    agentTypingTimeout: number,
    scheduler: SchedulerLike
  ): OperatorFunction<Frame, Delivery> =>
  (frame$) =>
    frame$.pipe(
      distinctMessages(),
      prefilter(prefilters$),
      number(),
      preprocess(preprocessors$, patience, scheduler),
      agentTyping(active$, agentTypingTimeout, scheduler)
    )

export const pipeline =
  ({ prefilters$, preprocessors$, active$, patience, agentTypingTimeout, scheduler }: Stages): OperatorFunction<unknown, Delivery> =>
  (frames$) =>
    frames$.pipe(decode(), deliver(prefilters$, preprocessors$, active$, patience, agentTypingTimeout, scheduler))
