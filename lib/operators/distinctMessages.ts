/**
 * Drops messages whose id has been seen: echoes, redeliveries, and what history and socket both bring. Their frame is
 * passed on, empty if need be: it may change the session. A frame of new messages is passed on as it is, and so is every other.
 */
import { defer } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'
import type { Entries, Frame } from '../Frame'
import { stage } from './stage'

/** Each subscription remembers by itself. `dropped` hears of how many messages a frame has lost, if any. */
export const distinctMessages = (dropped?: (count: number) => void): MonoTypeOperatorFunction<Frame> => (frame$) =>
  defer(() => {
    const seen = new Set<string>()

    /** Whether it is the first of that id. The next one is not. */
    const isNew = (id: string): boolean => {
      if (seen.has(id)) return false
      seen.add(id)
      return true
    }

    const distinct = (frame: Entries): Entries => {
      const entries = frame.entries.filter(({ message }) => isNew(message.id))
      if (entries.length === frame.entries.length) return frame
      dropped?.(frame.entries.length - entries.length)
      return { ...frame, entries }
    }

    return frame$.pipe(stage('distinctMessages', (frame) => (frame._tag === 'Entries' ? distinct(frame) : frame)))
  })
