/** Times and sizes as people read them: in the page's language, with the clock that they are used to. */

const language = document.documentElement.lang || 'en'
const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' })
const full = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
const amount = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })

export const clockTime = (at: number): string => clock.format(at)

export const fullTime = (at: number): string => full.format(at)

export const dayName = (at: number, now = Date.now()): string => {
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000)
  return days === 0 ? 'Today' : days === 1 ? 'Yesterday' : weekday.format(at)
}

export const fileSize = (bytes: number): string => {
  const units = ['B', 'kB', 'MB', 'GB']
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${amount.format(bytes / 1000 ** step)} ${units[step] ?? 'B'}`
}

export const plain = (count: number): string => amount.format(count)
