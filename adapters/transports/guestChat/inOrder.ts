/** What is told in its turn: a unit waits for the record of its member, and what comes behind it for the unit. */
import * as E from 'fp-ts/Either'
import type { Observable, Subscription } from 'rxjs'
import type { Inbound, Response } from '../../../lib'
import { line } from '../../../lib/line'
import type { Member } from './codecs'
import type { Records } from './room'
import type { Unit } from './Unit'

/** A unit that is still to be read, or what is told as it is. */
export type Item = Unit | Inbound

export const isUnit = (item: Item): item is Unit => 'kind' in item

/**
 * `lookUp`: a member's record, in time or not; one at a time is asked for. `take`: the next item; the one behind it waits
 * for `done`.
 */
export const inOrder = (
  records: Records,
  lookUp: (memberId: string) => Observable<E.Either<Response, Member>>,
  life: Subscription,
  take: (item: Item, done: () => void) => void
): ((item: Item) => void) => {
  const queue = line()
  const asked = new Set<string | undefined>()
  /** Goes on with the unit that waits. */
  let proceed: (() => void) | undefined

  return (item) => {
    const id = isUnit(item) && (item.id ?? item.kind === 'CONNECTED') && item.memberId
    if (id && !records.get(id) && !asked.has(id)) {
      asked.add(id)
      life.add(
        lookUp(id).subscribe((record) => {
          asked.delete(id)
          records.set(id, E.isRight(record) ? record.right : undefined)
          proceed?.()
        })
      )
    }
    queue((done) => {
      proceed = () => {
        // A record that could not be had is asked for again with the next unit, which does not wait.
        if (isUnit(item) && asked.has(item.memberId) && !records.has(item.memberId)) return
        proceed = undefined
        take(item, done)
      }
      proceed()
    })
  }
}
