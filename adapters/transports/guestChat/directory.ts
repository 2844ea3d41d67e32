/** The members' records: one request per member, shared by all who wait for it. */
import * as E from 'fp-ts/Either'
import { catchError, of, ReplaySubject, Subscription, timeout } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Api } from './api'
import type { Member } from './codecs'

/** Ms that a frame may wait for the record of its member. */
const PATIENCE = 5_000

export const createDirectory = (api: Pick<Api, 'member'>, scheduler: SchedulerLike | undefined, self: Member) => {
  const members = new Map<string, Member>([[self.id, self]])
  const asked = new Map<string, Observable<unknown>>()
  /** Those whose record could not be had: asked for again with the next frame, which does not wait. */
  const strangers = new Set<string>()
  const lookUps = new Subscription()

  const learn = (member: Member): void => void members.set(member.id, member)

  const lookUp = (id: string): Observable<unknown> => {
    const answer$ = new ReplaySubject<never>()
    asked.set(id, answer$)
    lookUps.add(
      api
        .member(id)
        .pipe(
          timeout({ first: PATIENCE, scheduler }),
          catchError(() => of(undefined))
        )
        .subscribe((answer) => {
          asked.delete(id)
          if (answer && E.isRight(answer)) learn(answer.right)
          else strangers.add(id)
          answer$.complete()
        })
    )
    return answer$
  }

  return {
    members,
    learn,
    lookUps,
    /** Completes when the record is there, or is not to be had. Nothing when there is nothing to wait for. */
    need: (id: string): Observable<unknown> | undefined => {
      if (members.has(id)) return undefined
      const answer$ = asked.get(id) ?? lookUp(id)
      return strangers.has(id) ? undefined : answer$
    }
  }
}
