/** Gives each message its place in the transcript: 0, 1, 2, … as they come, and -1, -2, … for older and older history. */
import { defer } from 'rxjs'
import type { OperatorFunction } from 'rxjs'
import type { Entries, Frame } from '../Frame'
import { messageOf } from '../Message'
import type { Message } from '../Message'
import { stage } from './stage'

/** Each subscription counts by itself. Frames without messages are passed on as they are. */
export const number = (): OperatorFunction<Frame, Frame<Message>> => (frame$) =>
  defer(() => {
    let next = 0
    let oldest = 0

    const numbered = ({ era, entries, unseen, session }: Entries): Entries<Message> => {
      const count = entries.length
      const first = era === 'older' ? oldest - count : next
      const frame: Entries<Message> = {
        _tag: 'Entries',
        era,
        entries: entries.map(({ message, original }, i) => ({ message: messageOf(message, { index: first + i, restoring: era === 'restored' }), original })),
        unseen,
        session
      }
      // Counted only now: a message that cannot be read throws above, and leaves no hole.
      if (era === 'older') oldest = first
      else next += count
      return frame
    }

    return frame$.pipe(stage('number', (frame) => (frame._tag === 'Entries' ? numbered(frame) : frame)))
  })
