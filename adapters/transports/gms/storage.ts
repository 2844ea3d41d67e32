/** What survives navigation. The names are an interface: sites delete `session` to end a chat on this device. */
import * as E from 'fp-ts/Either'
import { Observable, timer } from 'rxjs'
import type { MonoTypeOperatorFunction, SchedulerLike } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import { isPlain } from '../../../lib/data'
import { NO_SESSION, RESTORE_TIMEOUT } from '../../../lib/Transport'
import { attempt } from '../../guarded'
import type { Store } from '../Environment'
import type { Keys } from './fields'

/** Source: observed behaviour of Genesys Widgets 9. */
const PREFIX = '_genesys.widgets.webchat.state.'
const NAMES = ['keys', 'ping', 'index', 'session'] as const
const LOCK = `${PREFIX}chatStartLock`

/** Ms between two signs that a chat is being started. */
const LOCK_SIGN = 500
/** Ms after which such a sign says nothing any more. */
const LOCK_AGE = 2_000

const noSession = failure(NO_SESSION, 'No chat session found to restore.')
const tooLate = failure(RESTORE_TIMEOUT, 'The chat session is over: nobody was there for too long.')
/** Genesys Widgets 9 answers with nothing but the code. */
export const LOCKED = failure('startLock', 'Another page of the site is starting a chat.', { statusCode: 1 })

/** A chat that is kept. */
export interface Kept {
  /** Somebody has ended it on this device: another tab, or the site. What another tab has begun since is another chat. */
  readonly isGone: () => boolean
  /** Those that are stored: another tab may have been told newer ones. */
  readonly keys: () => Keys
  /** Other keys count from now on. */
  readonly keep: (keys: Keys) => void
  /** The page is there, and polls. */
  readonly ping: () => void
  /** The event of the transcript that came last. */
  readonly reached: (index: number) => void
  /** It is over. Leaves alone what another tab has begun since. */
  readonly forget: () => void
}

const textIn = (u: unknown): string => (typeof u === 'string' || typeof u === 'number' ? String(u) : '')

/** `scheduler`: its clock is the local one. */
export const storage = (store: Store, scheduler: SchedulerLike) => {
  const get = (name: (typeof NAMES)[number]): string => store.get(PREFIX + name) ?? ''
  const set = (name: (typeof NAMES)[number], value: string): void => store.set(PREFIX + name, value)
  const clear = (): void => NAMES.forEach((name) => store.remove(PREFIX + name))

  const forget = (sessionID: string): void => {
    const stored = get('session')
    if (stored === '' || stored === sessionID) clear()
  }

  const storedKeys = (): Keys => {
    const given = attempt(() => JSON.parse(get('keys')) as unknown)
    const keys = isPlain(given) ? given : {}
    return { sessionID: get('session'), secureKey: textIn(keys.secureKey), alias: textIn(keys.alias), userId: textIn(keys.userId) }
  }

  return {
    forget,
    /** The chat that is stored. `restoreTimeout`: ms since the last poll of any page after which it is over. */
    read: (restoreTimeout: number): E.Either<Response, Keys> => {
      const keys = storedKeys()
      // The secure key alone says that somebody may come back.
      if (keys.sessionID === '' || keys.secureKey === '') return E.left(noSession)
      const ping = Number(get('ping') || NaN)
      if (scheduler.now() - ping > restoreTimeout) {
        clear()
        return E.left(tooLate)
      }
      return E.right(keys)
    },
    /** Keeps the chat, and answers for it from then on. */
    keep: (first: Keys): Kept => {
      const { sessionID } = first
      let latest = first
      const keep = (keys: Keys): void => {
        latest = keys
        const { secureKey, alias, userId } = keys
        set('keys', JSON.stringify({ secureKey, alias, userId }))
      }
      const ping = (): void => set('ping', String(scheduler.now()))
      keep(first)
      ping()
      set('session', sessionID)
      // A store that keeps nothing (blocked cookies) must not look like a chat that was ended.
      const works = get('session') === sessionID
      const isGone = (): boolean => works && get('session') !== sessionID
      const unlessGone = (write: () => void): void => {
        if (!isGone()) write()
      }
      return {
        isGone,
        keys: () => {
          const keys = works ? storedKeys() : latest
          return keys.secureKey === '' ? latest : keys
        },
        keep: (keys) => unlessGone(() => keep(keys)),
        ping: () => unlessGone(ping),
        reached: (index) => unlessGone(() => set('index', String(index))),
        forget: () => forget(sessionID)
      }
    },
    /** Whether another page is starting a chat just now. */
    isLocked: (): boolean => {
      const age = scheduler.now() - Number(store.get(LOCK) ?? NaN)
      return age >= 0 && age < LOCK_AGE
    },
    /** Other pages start no chat meanwhile. */
    locked: <A>(): MonoTypeOperatorFunction<A> => (work$) =>
      new Observable((subscriber) => {
        const sign = (): void => store.set(LOCK, String(scheduler.now()))
        sign()
        const signs = timer(LOCK_SIGN, LOCK_SIGN, scheduler).subscribe(sign)
        subscriber.add(() => {
          signs.unsubscribe()
          store.remove(LOCK)
        })
        subscriber.add(work$.subscribe(subscriber))
      })
  }
}

/** What is kept for all chats of a site. */
export type Storage = ReturnType<typeof storage>
