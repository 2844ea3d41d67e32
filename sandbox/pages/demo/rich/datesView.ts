/** Times to choose from, day by day. */
import { clockTime, dayName, fullTime } from '../text/times.js'
import { button, make, unseen } from '../view/dom.js'
import { icon } from '../view/icons.js'
import type { RichElement } from './Element.js'
import type { Choose } from './Choose.js'

type Dates = Extract<RichElement, { kind: 'dates' }>

/** The elements of these times. */
export const createDates = ({ title, subtitle, times }: Dates, choose: Choose): ReadonlyArray<HTMLElement> => {
  const days = new Map<string, Dates['times'][number][]>()
  for (const time of [...times].sort((a, b) => a.at - b.at)) {
    const day = new Date(time.at).toDateString()
    days.set(day, [...(days.get(day) ?? []), time])
  }
  const slot = ({ at, payload, minutes }: Dates['times'][number], day: string): HTMLElement =>
    button(
      { class: 'choice', disabled: choose === undefined },
      () => choose?.('datePicker', [{ text: fullTime(at), payload }]),
      unseen(`${day}, `),
      clockTime(at),
      ...(minutes === undefined ? [] : [unseen(`, ${minutes} minutes`)])
    )
  const element = make('section', { class: 'picker', 'aria-label': title }, make('h3', {}, icon('calendar'), title))
  if (subtitle !== undefined) element.append(make('p', {}, subtitle))
  days.forEach((slots) => {
    const day = dayName(slots[0]?.at ?? 0)
    element.append(make('h4', {}, day), make('div', { class: 'choices' }, ...slots.map((time) => slot(time, day))))
  })
  return [element]
}
