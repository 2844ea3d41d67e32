/** What has passed in a chat, and what lies before it or was missed. */
import * as E from 'fp-ts/Either'
import { map } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer, Frame } from '../../../lib'
import { NO_MORE, success } from '../../../lib'
import type { Item } from './fromWire'
import type { History } from './history'
import { createKnown } from './known'

export interface Past {
  readonly passed: (item: Item) => void
  /** Something between what has passed cannot be had for now. */
  readonly missed: () => void
  /** Tells the next older page with something new in it. */
  readonly fetch: () => Observable<Answer>
}

export const createPast = (older: History['older'], tell: (frame: Frame) => void): Past => {
  const known = createKnown()

  return {
    passed: known.add,
    missed: () => known.setWhole({ isWhole: false }),
    fetch: () =>
      older(known).pipe(
        map((got): Answer => {
          if (E.isLeft(got)) {
            // Everything has been walked through.
            if (got.left.errorReason === NO_MORE) known.setWhole({ isWhole: true })
            return got
          }
          got.right.forEach(known.add)
          const entries = got.right.flatMap((item) => item.entries)
          tell({ _tag: 'Entries', era: 'older', entries })
          return E.right({ response: success({ count: entries.length }) })
        })
      )
  }
}
