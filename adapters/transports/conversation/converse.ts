/** Drives a conversation: its inputs one at a time, its outputs in order, and the one timer that it needs. */
import { merge, Observable, Subject, Subscription, timer } from 'rxjs'
import type { OperatorFunction, SchedulerLike } from 'rxjs'
import { inTurn } from '../../../lib/operators/inTurn'
import type { Piece } from './backfill'
import { unbegun } from './Conversation'
import type { Conversation, Input, Output, Settings } from './Conversation'
import { step, wakeAt } from './step'

export interface Drive {
  /** Its clock is the one that deadlines are read from. */
  readonly scheduler: SchedulerLike
  /** From 0 (included) to 1 (excluded). */
  readonly random: () => number
}

/** Each input is one step. What is caused by an output waits until all outputs of its step have been handed on. Never completes. */
export const converse =
  <A extends Piece, U>(settings: Settings<A, U>, { scheduler, random }: Drive): OperatorFunction<Input<A, U>, Output<A, U>> =>
  (input$) =>
    new Observable((subscriber) => {
      let conversation: Conversation<A, U> = unbegun
      const due$ = new Subject<Input<A, U>>()
      let alarm = new Subscription()
      let alarmAt = Infinity

      /** Signs of life only put deadlines off: the alarm that is set looks for itself whether it comes too early. */
      const setAlarm = (): void => {
        const at = wakeAt(conversation)
        if (at >= alarmAt) return
        alarm.unsubscribe()
        alarmAt = at
        alarm = timer(Math.max(0, at - scheduler.now()), scheduler).subscribe(ring)
      }
      const ring = (): void => {
        alarmAt = Infinity
        if (scheduler.now() < wakeAt(conversation)) setAlarm()
        else due$.next({ _tag: 'Due' })
      }
      const take = (input: Input<A, U>): void => {
        const [next, outputs] = step(conversation, input, { settings, now: scheduler.now(), random: random() })
        conversation = next
        setAlarm()
        for (const output of outputs) subscriber.next(output)
      }

      subscriber.add(merge(due$, input$).pipe(inTurn()).subscribe(take))
      subscriber.add(() => alarm.unsubscribe())
    })
