/**
 * Turns typing frames into news: one start, then exactly one stop (the agent wrote, left, the connection went, or the
 * session is no longer active) or one timeout after `quiet` ms without further news. Other frames pass.
 */
import { asyncScheduler, Observable, timer } from 'rxjs'
import type { OperatorFunction, SchedulerLike, Subscription } from 'rxjs'
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

const typing = ({ from, original }: TypingFrame): Typing => ({
  ...(isPlain(original) ? copyJson(original) : {}),
  from: { id: from.id ?? '', name: from.name ?? '', ...(from.avatar === undefined ? {} : { avatar: from.avatar }) }
})

export const agentTyping =
  (active$: Observable<boolean>, quiet: number, scheduler: SchedulerLike = asyncScheduler): OperatorFunction<Frame<Message>, Delivery> =>
  (frame$) =>
    new Observable((subscriber) => {
      let active = false
      const typers = new Map<string, { frame: TypingFrame; expiry: Subscription }>()

      const tell = (name: TypingNews['name'], frame: TypingFrame): void => subscriber.next({ _tag: 'TypingNews', name, data: typing(frame) })

      const finish = (id: string, name: TypingNews['name'] = 'agentTypingStopped'): void => {
        const typer = typers.get(id)
        if (!typer) return
        typers.delete(id)
        typer.expiry.unsubscribe()
        tell(name, typer.frame)
      }

      const start = (frame: TypingFrame): void => {
        const id = agentId(frame.from)
        const known = typers.get(id)
        known?.expiry.unsubscribe()
        typers.set(id, { frame, expiry: timer(quiet, scheduler).subscribe(() => finish(id, 'agentTypingTimeout')) })
        if (!known) tell('agentTypingStarted', frame)
      }

      const finishAll = (): void => [...typers.keys()].forEach((id) => finish(id))
      const wrote = (from: Party): void => finish(agentId(from))

      const phase = active$.subscribe((now) => {
        active = now
        if (!active) finishAll()
      })
      const source = frame$.subscribe({
        next: (frame) => {
          switch (frame._tag) {
            case 'Typing':
              if (active && isAgent(frame.from)) (frame.typing ? start : ({ from }: TypingFrame) => wrote(from))(frame)
              return
            case 'Entries':
              if (frame.era === 'live' && typers.size > 0) {
                frame.entries.forEach(({ message }) => wrote(message.from))
                frame.unseen?.forEach(({ from }) => wrote(from))
              }
              return subscriber.next(frame)
            case 'Lost':
            case 'Ended':
              finishAll()
              return subscriber.next(frame)
            case 'Roster':
            case 'Regained':
            case 'Failed':
            case 'Changed':
            case 'Signal':
              return subscriber.next(frame)
          }
        },
        error: (error) => subscriber.error(error),
        complete: () => {
          finishAll()
          subscriber.complete()
        }
      })
      return () => {
        phase.unsubscribe()
        source.unsubscribe()
        typers.forEach(({ expiry }) => expiry.unsubscribe())
      }
    })
