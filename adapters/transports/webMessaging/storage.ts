/** Where the session is kept between pages, and what all tabs of a site share. */
import type { SchedulerLike } from 'rxjs'
import type { Store } from '../Environment'
import type { WebMessagingConfig } from './config'

/** The names are an interface. `Token` and `RefreshToken` are credentials: whoever has them is the customer. */
const PREFIX = '_genesys.widgets.webchat.state.webmessaging.'

const NAMES = ['Token', 'Name', 'RefreshToken'] as const

/** Of the site's prefilters, which the core keeps: what was hidden stays hidden as long as the chat is found. Source: contract, Storage. */
const FILTERS = '_genesys.widgets.webchat.state.filters'

/** Ms by which the end has moved before it is written again. */
const SELDOM = 10_000

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
  /** The session lives until then, in ms since the epoch by the local clock. Written now and then. */
  readonly lives: (until: number) => void
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

export interface StorageOptions {
  readonly store: Store
  readonly scheduler: Pick<SchedulerLike, 'now'>
  readonly keepUntil: WebMessagingConfig['keepUntil']
}

export const createStorage = ({ store, scheduler, keepUntil }: StorageOptions): Storage => {
  const token = (): string | undefined => store.get(`${PREFIX}Token`)

  const of = (own: string): Stored => {
    /** A store that keeps nothing (blocked cookies) must not look like an ended session. */
    let isShared = false
    let lookAt = -Infinity
    let keptUntil = -Infinity
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
      lives: (until) => {
        const keptFor = until - scheduler.now()
        if (keepUntil === 'browserCloses' || keptFor <= 0 || Math.abs(until - keptUntil) < SELDOM || token() !== own) return
        keptUntil = until
        for (const key of [...NAMES.map((name) => PREFIX + name), FILTERS]) {
          const value = store.get(key)
          if (value !== undefined) store.set(key, value, keptFor)
        }
      },
      forget: () => {
        if (token() !== own) return
        for (const name of NAMES) store.remove(`${PREFIX}${name}`)
      }
    }
  }

  return { token, name: () => store.get(`${PREFIX}Name`), of }
}
