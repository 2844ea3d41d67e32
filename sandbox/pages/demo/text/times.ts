/** Times and sizes as people read them: in the page's language, with the clock that they are used to. */

/** English where there is no page. */
const pageLanguage = (): string => (typeof document === 'undefined' ? '' : document.documentElement.lang) || 'en'

const language = pageLanguage()
const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' })
const full = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
const amount = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })

/** Hour and minute. `at`: ms since the epoch, as in all of these. */
export const clockTime = (at: number): string => clock.format(at)

/** Day and time. */
export const fullTime = (at: number): string => full.format(at)

/** The day, with words for the latest two. */
export const dayName = (at: number, now = Date.now()): string => {
  const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0)
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000)
  if (days === 0) return 'Today'
  return days === 1 ? 'Yesterday' : weekday.format(at)
}

/** A size in the unit that suits it. */
export const fileSize = (bytes: number): string => {
  const units = ['B', 'kB', 'MB', 'GB']
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${amount.format(bytes / 1000 ** step)} ${units[step] ?? 'B'}`
}

/** A number. */
export const plain = (count: number): string => amount.format(count)
