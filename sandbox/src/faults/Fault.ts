/** The faults that can be ordered. Times in ms. Types only: the desk's page reads them too. */

export type Poison = 'notJson' | 'null' | 'array' | 'unknownType' | 'otherConversation' | 'missingFields'

interface Aimed {
  /** Without it, the fault meets every conversation. */
  readonly conversationId?: string
}

interface Requests extends Aimed {
  /** Only requests whose path contains this. */
  readonly path?: string
  /** Only requests of this method. */
  readonly method?: string
}

export type Fault =
  /** Cuts the streams off; with a code, closes them politely instead. */
  | ({ readonly kind: 'drop'; readonly code?: number } & Aimed)
  /** Half-open: the streams of now neither send nor read nor close for a time. What is meant for them is lost. */
  | ({ readonly kind: 'silence'; readonly duration?: number } & Aimed)
  /** Rejects new streams for a time, and with `http` cuts requests off too. */
  | ({ readonly kind: 'refuse'; readonly duration?: number; readonly http?: boolean } & Aimed)
  /** Sends malformed frames at once. */
  | ({ readonly kind: 'poison'; readonly what?: ReadonlyArray<Poison> } & Aimed)
  /** Sends each of the next frames twice. */
  | ({ readonly kind: 'duplicate'; readonly count?: number } & Aimed)
  /** Swaps the next two frames, `count` times. */
  | ({ readonly kind: 'reorder'; readonly count?: number } & Aimed)
  /** Answers the next requests with a status. `retryAfter` in seconds becomes the header. */
  | ({ readonly kind: 'status'; readonly status: number; readonly count?: number; readonly code?: string; readonly retryAfter?: number } & Requests)
  /** Holds requests back, the next `count` of them or all for a time. */
  | ({ readonly kind: 'slow'; readonly delay: number; readonly count?: number; readonly duration?: number } & Requests)

export type FaultKind = Fault['kind']
