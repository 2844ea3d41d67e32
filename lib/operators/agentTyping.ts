/**
 * Turns typing frames into news: one start, then exactly one stop (the agent wrote, left, the connection went, or the
 * session is no longer active) or one timeout after `quiet` ms without further news. All other frames are passed on.
 */
import { asyncScheduler, Observable, timer } from 'rxjs'
import type { OperatorFunction, SchedulerLike, Subscription } from 'rxjs'
import { agentId, isAgent } from '../Agent'
import type { Typing } from '../ChatEvent'
import { copyJson, isPlain } from '../data'
import type { Delivery, TypingNews } from '../Delivery'
import type { Entries, Era, Frame } from '../Frame'
import type { Message, Said } from '../Message'
import { unhandled } from './stage'

type TypingFrame = Extract<Frame, { readonly _tag: 'Typing' }>

/** Somebody who types. */
interface Typer {
  /** The latest frame that says so. */
  readonly frame: TypingFrame
  /** When it no longer counts, in ms of the scheduler's time. */
  readonly until: number
}

/** A copy: each event has data of its own. What cannot be read is left out, so that each start has its stop. */
const fieldsOf = (original: unknown): Record<string, unknown> => {
  try {
    return isPlain(original) ? copyJson(original) : {}
  } catch {
    return {}
  }
}

const newsOf = (name: TypingNews['name'], { from, original }: TypingFrame): TypingNews => {
  const data: Typing = Object.assign(fieldsOf(original), { from: { id: from.id ?? '', name: from.name ?? '', avatar: from.avatar } })
  return { _tag: 'TypingNews', name, data }
}

/** `active$`: whether there is a session; nobody types outside one. `quiet`: ms. */
export const agentTyping =
  (active$: Observable<boolean>, quiet: number, scheduler: SchedulerLike = asyncScheduler): OperatorFunction<Frame<Message>, Delivery> =>
  (frame$) =>
    new Observable((subscriber) => {
      let active = false
      const typers = new Map<string, Typer>()
      /** Ms since the epoch, by the back end's clock: the latest that is known of each person. */
      const latest = new Map<string, number>()
      /** The one timer for all who type. It is not set anew with each frame: when it goes off, it is seen who is due. */
      let alarm: Subscription | undefined

      const stop = (id: string, name: TypingNews['name'] = 'agentTypingStopped'): void => {
        const typer = typers.get(id)
        if (!typer) return
        typers.delete(id)
        subscriber.next(newsOf(name, typer.frame))
      }

      const stopAll = (): void => {
        for (const id of [...typers.keys()]) stop(id)
      }

      /** Sets the alarm to the first who is due, unless it is set. */
      const setAlarm = (): void => {
        if (alarm || typers.size === 0) return
        const first = Math.min(...[...typers.values()].map(({ until }) => until))
        alarm = timer(Math.max(0, first - scheduler.now()), scheduler).subscribe(() => {
          alarm = undefined
          for (const [id, { until }] of [...typers]) if (until <= scheduler.now()) stop(id, 'agentTypingTimeout')
          setAlarm()
        })
        subscriber.add(alarm)
      }

      /** Frames can overtake each other: what is older than the latest that is known of somebody is no news of them. */
      const isOld = (id: string, at: number | undefined): boolean => at !== undefined && at < (latest.get(id) ?? -Infinity)

      /** Remembers the latest that is known of somebody. */
      const noteTime = (id: string, at: number | undefined): void => {
        if (at !== undefined && !Number.isNaN(at) && !isOld(id, at)) latest.set(id, at)
      }

      const types = (frame: TypingFrame): void => {
        const id = agentId(frame.from)
        if (!active || !isAgent(frame.from) || isOld(id, frame.at)) return
        noteTime(id, frame.at)
        if (!frame.typing) return stop(id)
        const isFirst = !typers.has(id)
        typers.set(id, { frame, until: scheduler.now() + quiet })
        setAlarm()
        if (isFirst) subscriber.next(newsOf('agentTypingStarted', frame))
      }

      /** Who writes types no longer; what is brought back was written long ago. */
      const wrote = ({ from, timestamp }: Pick<Said, 'from' | 'timestamp'>, era: Era): void => {
        const id = agentId(from)
        noteTime(id, timestamp)
        if (era === 'live') stop(id)
      }

      const look = ({ era, entries, unseen = [] }: Entries<Message>): void => {
        for (const { message } of entries) wrote(message, era)
        for (const said of unseen) wrote(said, era)
      }

      subscriber.add(
        active$.subscribe((now) => {
          active = now
          if (!active) stopAll()
        })
      )
      return frame$.subscribe({
        next: (frame) => {
          try {
            if (frame._tag === 'Typing') return types(frame)
            if (frame._tag === 'Entries') look(frame)
            if (frame._tag === 'Lost' || frame._tag === 'Ended') stopAll()
            subscriber.next(frame)
          } catch {
            subscriber.next(unhandled('agentTyping', frame))
          }
        },
        error: (error) => subscriber.error(error),
        complete: () => {
          stopAll()
          subscriber.complete()
        }
      })
    })
