/** Gives each message its place in the transcript: 0, 1, 2, … as they come, and -1, -2, … for older and older history. */
import { defer, map } from 'rxjs'
import type { OperatorFunction } from 'rxjs'
import type { Entries, Frame } from '../Frame'
import type { Message, Said } from '../Message'

// Written so that every message has one shape from the start: this line runs for each of them.
const message = (said: Said, index: number, restoring: boolean): Message => {
  const numbered: Message = { ...said, index, from: { ...said.from }, utcTime: said.timestamp, restoring }
  if (said.from.avatar !== undefined) numbered.avatar = said.from.avatar
  return numbered
}

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
