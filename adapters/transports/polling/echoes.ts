/**
 * Which of the customer's own lines in the transcript is which thing that was said, for back ends whose answers do not say:
 * so that the line of one message is never taken for that of the next one with the same text.
 */

interface Line {
  readonly id: string
  readonly text: string
}

/** What was sent, and what came of it. */
export interface Echoes {
  /** Something is about to be sent: only lines that come from now on can be it. */
  readonly sending: () => void
  /** The server took it. */
  readonly settled: (text: string) => void
  /** A line of the customer's own came, perhaps not for the first time. */
  readonly came: (line: Line) => void
  /** Whether this line belongs to something that was settled. */
  readonly isTaken: (id: string) => boolean
}

/** How many are remembered of each kind: more than come with one answer. */
const MOST = 256

/** Before anything was sent. */
export const createEchoes = (): Echoes => {
  /** Texts that the server took, and whose line has not come. */
  let awaited: ReadonlyArray<string> = []
  /** Lines that came since something was sent, and that nobody has claimed. */
  let unclaimed: ReadonlyArray<Line> = []
  const known = new Set<string>()
  const taken = new Set<string>()

  const remember = (set: Set<string>, id: string): void => {
    set.add(id)
    const [oldest] = set
    if (set.size > MOST && oldest !== undefined) set.delete(oldest)
  }

  return {
    sending: () => {
      unclaimed = []
    },
    settled: (text) => {
      const line = unclaimed.find((one) => one.text === text)
      if (line === undefined) {
        awaited = [...awaited, text].slice(-MOST)
        return
      }
      unclaimed = unclaimed.filter((one) => one !== line)
      remember(taken, line.id)
    },
    came: (line) => {
      if (known.has(line.id)) return
      remember(known, line.id)
      const place = awaited.indexOf(line.text)
      if (place < 0) {
        unclaimed = [...unclaimed, line].slice(-MOST)
        return
      }
      awaited = awaited.filter((_, i) => i !== place)
      remember(taken, line.id)
    },
    isTaken: (id) => taken.has(id)
  }
}
