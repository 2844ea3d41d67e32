/**
 * Turns typing frames into news: one start, then exactly one stop (the agent wrote, left, the connection went, or the
 * session is no longer active) or one timeout after `quiet` ms without further news. Other frames pass.
 */
import { asyncScheduler, concat, defer, EMPTY, filter, Observable, timer } from 'rxjs'
import type { OperatorFunction, SchedulerLike } from 'rxjs'
import { agentId, isAgent } from '../Agent'
import type { Typing } from '../ChatEvent'
import { copyJson, isPlain } from '../data'
import type { Frame } from '../Frame'
import type { Message, Party } from '../Message'
import type { Delivery } from '../interpret'

export interface TypingNews {
  readonly _tag: 'TypingNews'
  readonly name: 'agentTypingStarted' | 'agentTypingStopped' | 'agentTypingTimeout'
  readonly data: Typing
}

type TypingFrame = Extract<Frame, { _tag: 'Typing' }>

export const agentTyping =
  (active$: Observable<boolean>, quiet: number, scheduler: SchedulerLike = asyncScheduler): OperatorFunction<Frame<Message>, Delivery> =>
  (frame$) =>
    new Observable((subscriber) => {
      let active = false
      /** What ends each one's typing: by that name, or silently. */
      const typers = new Map<string, (name?: TypingNews['name']) => void>()

      const tell = (name: TypingNews['name'], { from: { id = '', name: who = '', avatar }, original }: TypingFrame): void =>
        subscriber.next({ _tag: 'TypingNews', name, data: { ...(isPlain(original) && copyJson(original)), from: { id, name: who, avatar } } })

      const finishAll = (): void => typers.forEach((finish) => finish('agentTypingStopped'))
      const wrote = ({ from }: { readonly from: Party }): void => typers.get(agentId(from))?.('agentTypingStopped')

      const types = (frame: TypingFrame): void => {
        const id = agentId(frame.from)
        const known = typers.get(id)
        known?.()
        const expiry = timer(quiet, scheduler).subscribe(() => finish('agentTypingTimeout'))
        const finish = (name?: TypingNews['name']): void => {
          expiry.unsubscribe()
          typers.delete(id)
          if (name) tell(name, frame)
        }
        subscriber.add(expiry)
        typers.set(id, finish)
        if (!known) tell('agentTypingStarted', frame)
      }

      subscriber.add(
        active$.subscribe((now) => {
          active = now
          if (!active) finishAll()
        })
      )
      const others$ = frame$.pipe(
        filter((frame): frame is Exclude<typeof frame, TypingFrame> => {
          if (frame._tag === 'Typing' && active && isAgent(frame.from)) (frame.typing ? types : wrote)(frame)
          if (frame._tag === 'Entries' && frame.era === 'live') {
            frame.entries.forEach(({ message }) => wrote(message))
            frame.unseen?.forEach(wrote)
          }
          if (frame._tag === 'Lost' || frame._tag === 'Ended') finishAll()
          return frame._tag !== 'Typing'
        })
      )
      const end$ = defer(() => {
        finishAll()
        return EMPTY
      })
      concat(others$, end$).subscribe(subscriber)
    })
