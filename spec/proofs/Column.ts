/** What the proofs need of a back end: one column of their table. */
import type { ChatEvent, Service } from '../../lib'

/** A service over a back end whose server is simulated, in virtual time. */
export interface Running {
  readonly service: Service
  /** Everything told so far. */
  readonly told: ChatEvent[]
  /** Lets time pass, in ms, and everything that comes of it happen. */
  readonly pass: (ms: number) => Promise<void>
  /** Something comes on the connection, as it stands. */
  readonly hear: (text: string) => void
  /** An agent says something: it is in the history, and comes on the connection if there is one. */
  readonly agentSays: (text: string) => void
  readonly agentTypes: () => void
  /** The connection goes. */
  readonly drop: () => void
  /** No connection can be had, and requests are refused, as long as it holds. */
  readonly setTrouble: (isTrouble: boolean) => void
  /** What becomes of the server's answers, as text, on their way. */
  readonly setSpoiling: (spoil: (answer: string) => string) => void
  /** How many requests and connections there have been. */
  readonly traffic: () => number
  /** Another page over the same server and the same store. Leave the one before first. */
  readonly reload: () => Running
  /** Lets go of what was written down so far, where that grows. */
  readonly forget: () => void
}

export interface Column {
  readonly name: string
  /** Frames as they cross the wire. Texts that a person wrote are the secret. */
  readonly frames: ReadonlyArray<string>
  /** Ids that occur on the wire, and some that should not. */
  readonly ids: ReadonlyArray<string>
  /** A frame that is heard, by its text. */
  readonly good: (text: string) => string
  /** Whether a frame cannot be understood. */
  readonly refuses: (text: string) => boolean
  /** What cannot be understood is reported once, however often the server brings it: back ends whose transcript is asked for. */
  readonly tellsOnce?: true
  /** A service without a session. `random`: for the pauses between attempts. */
  readonly open: (random?: () => number) => Running
}
