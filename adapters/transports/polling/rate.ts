/** How often a back end that is polled is asked for news: soon after something was said, then less and less often. Pure. */

/** All in ms, but for `factor`. */
export interface RateSettings {
  /** Between the first polls, and after something was said. */
  readonly min: number
  /** Between polls while nothing happens. */
  readonly max: number
  /** By which the time between two polls grows with each of them; 1 or more. */
  readonly factor: number
  /** Between polls while nobody looks at the chat. */
  readonly asleep: number
}

/** How often is polled now. */
export interface Rate {
  /** Nobody has stopped it. */
  readonly isRunning: boolean
  /** Nobody looks at the chat. */
  readonly isAsleep: boolean
  /** When the latest poll began, in ms since the epoch. */
  readonly lastAt: number
  /** From the latest poll to the next one, in ms. */
  readonly gap: number
  /** From the next poll to the one after it, in ms. */
  readonly nextGap: number
}

/** Polling begins, at `now` (ms since the epoch): the first poll comes after half of the shortest time. */
export const started = (settings: RateSettings, now: number): Rate => ({
  isRunning: true,
  isAsleep: false,
  lastAt: now - settings.min / 2,
  gap: settings.min,
  nextGap: settings.min
})

/** Somebody has stopped it. */
export const stopped = (rate: Rate): Rate => ({ ...rate, isRunning: false })

/** A poll begins at `now`, in ms since the epoch. */
export const polled = (rate: Rate, settings: RateSettings, now: number): Rate => ({
  isRunning: rate.isRunning,
  isAsleep: rate.isAsleep,
  lastAt: now,
  gap: rate.nextGap,
  nextGap: Math.min(settings.max, rate.nextGap * settings.factor)
})

/** Something was said: an answer may come soon. */
export const hastened = (rate: Rate, settings: RateSettings): Rate => ({ ...rate, gap: settings.min, nextGap: Math.min(settings.max, settings.min * settings.factor) })

/** Nobody looks at the chat. */
export const asleep = (rate: Rate): Rate => ({ ...rate, isAsleep: true })

/** Somebody looks at it again. */
export const awake = (rate: Rate): Rate => ({ ...rate, isAsleep: false })

/** When the next poll is due, in ms since the epoch; `Infinity` while polling is stopped. */
export const dueAt = ({ isRunning, isAsleep, lastAt, gap }: Rate, settings: RateSettings): number => {
  if (!isRunning) return Infinity
  return lastAt + (isAsleep ? settings.asleep : gap)
}
