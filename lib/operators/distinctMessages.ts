/** Drops messages whose id has been seen: echoes, redeliveries, and what history and socket both bring. A frame stays, if an empty one. */
import { defer, map } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'
import type { Frame } from '../Frame'

export const distinctMessages = (): MonoTypeOperatorFunction<Frame> => (frame$) =>
  defer(() => {
    const seen = new Set<string>()
    const isNew = (id: string): boolean => seen.size < seen.add(id).size
    return frame$.pipe(
      map((frame) => (frame._tag === 'Entries' ? { ...frame, entries: frame.entries.filter(({ message }) => isNew(message.id)) } : frame))
    )
  })
