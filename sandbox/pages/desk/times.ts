/** Times as people read them. */

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

const precise = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/** With seconds. `at`: ms since the epoch. */
export const preciseTime = (at: number): string => precise.format(at)
/** Hour and minute. `at`: ms since the epoch. */
export const clockTime = (at: number): string => clock.format(at)
/** Day and time. `at`: ms since the epoch. */
export const fullTime = (at: number): string => full.format(at)
