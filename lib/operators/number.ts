/** Gives each message its place in the transcript: 0, 1, 2, … as they come, and -1, -2, … for older and older history. */
import { defer, map } from 'rxjs'
import type { OperatorFunction } from 'rxjs'
import type { Entries, Frame } from '../Frame'
import type { Message, Said } from '../Message'

// This line runs for each message. What begins with `...` is made many times slower by V8: something stands before it.
const message = (said: Said, index: number, restoring: boolean): Message => ({
  avatar: said.from.avatar,
  ...said,
  index,
  from: { ...said.from },
  utcTime: said.timestamp,
  restoring
})

export const number = (): OperatorFunction<Frame, Frame<Message>> => (frame$) =>
  defer(() => {
    let next = 0
    let oldest = 0
    const numbered = (frame: Entries): Entries<Message> => {
      const count = frame.entries.length
      const first = frame.era === 'older' ? (oldest -= count) : (next += count) - count
      return {
        ...frame,
        entries: frame.entries.map((entry, i) => ({ original: entry.original, message: message(entry.message, first + i, frame.era === 'restored') }))
      }
    }
    return frame$.pipe(map((frame) => (frame._tag === 'Entries' ? numbered(frame) : frame)))
  })
