/** Where the session is kept between pages, and what all tabs of a site share. */
import type { Store } from '../Environment'

/** The names are an interface. `Token` and `RefreshToken` are credentials: whoever has them is the customer. */
const PREFIX = '_genesys.widgets.webchat.state.webmessaging.'

const NAMES = ['Token', 'Name', 'RefreshToken'] as const

/** Ms between two looks: reading cookies costs more than a message does. */
const LOOK = 1_000

export const REFRESH_TOKEN = `${PREFIX}RefreshToken`

/** One session, as it is stored. */
export interface Stored {
  /** `name`: the customer's. */
  readonly keep: (name: string) => void
  /** It was stored, and is there no longer: it was ended in another tab. */
  readonly isGone: () => boolean
  /** The same, but looked at only now and then. `now`: ms since the epoch. */
  readonly seemsGone: (now: number) => boolean
  /** Leaves alone what another tab has begun since. */
  readonly forget: () => void
}

export interface Storage {
  readonly token: () => string | undefined
  /** The customer's. */
  readonly name: () => string | undefined
  /** The session with this token, whether it is stored or not. */
  readonly of: (token: string) => Stored
}

export const createStorage = (store: Store): Storage => {
  const token = (): string | undefined => store.get(`${PREFIX}Token`)

  const of = (own: string): Stored => {
    /** A store that keeps nothing (blocked cookies) must not look like an ended session. */
    let isShared = false
    let lookAt = -Infinity
    const isGone = (): boolean => isShared && token() !== own
    return {
      keep: (name) => {
        store.set(`${PREFIX}Token`, own)
        store.set(`${PREFIX}Name`, name)
        isShared = token() === own
      },
      isGone,
      seemsGone: (now) => {
        if (now < lookAt) return false
        lookAt = now + LOOK
        return isGone()
      },
      forget: () => {
        if (token() !== own) return
        for (const name of NAMES) store.remove(`${PREFIX}${name}`)
      }
    }
  }

  return { token, name: () => store.get(`${PREFIX}Name`), of }
}
