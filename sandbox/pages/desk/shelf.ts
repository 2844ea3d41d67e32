/** A shelf of ready rich messages, in the elements of web messaging: one of each kind, sent by a choice. */
import { byId, make } from './dom.js'

/** What is sent. */
export interface ReadyLine {
  readonly text?: string
  readonly content: ReadonlyArray<object>
}

const card = (title: string, payload: string): object => ({
  title, description: 'All lines, all zones',
  actions: [{ type: 'Postback', text: `Take the ${title.toLowerCase()}`, payload }, { type: 'Link', text: 'Read more', url: 'https://example.com/tickets' }]
})

/** Tomorrow at this hour, as the wire has times. */
const tomorrow = (hour: number): string => {
  const date = new Date()
  date.setDate(date.getDate() + 1)
  date.setHours(hour, 0, 0, 0)
  return date.toISOString()
}

const shelf: Readonly<Record<string, () => ReadyLine>> = {
  'Quick replies': () => ({
    text: 'Which line do you take?',
    content: ['Line 1', 'Line 2', 'Line 3'].map((text) => ({ contentType: 'QuickReply', quickReply: { text, payload: text, action: 'Message' } }))
  }),
  Card: () => ({ content: [{ contentType: 'Card', card: card('Day ticket', 'DAY') }] }),
  Carousel: () => ({ content: [{ contentType: 'Carousel', carousel: { cards: [card('Day ticket', 'DAY'), card('Week ticket', 'WEEK'), card('Month ticket', 'MONTH')] } }] }),
  'Date picker': () => ({
    text: 'When shall we call you?',
    content: [{ contentType: 'DatePicker', datePicker: { title: 'Pick a time', availableTimes: [9, 11, 15].map((hour) => ({ dateTime: tomorrow(hour), duration: 1_800 })) } }]
  }),
  'List picker': () => ({
    text: 'What do you bring?',
    content: [{ contentType: 'ListPicker', listPicker: { sections: [{ title: 'Extras', multipleSelection: true, items: [{ id: 'bike', title: 'Bike' }, { id: 'dog', title: 'Dog' }, { id: 'pram', title: 'Pram' }] }] } }]
  }),
  Form: () => ({ content: [{ contentType: 'Form', form: { introduction: 'Please tell us about your trip.' } }] })
}

/** Fills the shelf. `send`: what a choice does. */
export const buildShelf = (send: (line: ReadyLine) => void): void => {
  const select = byId('shelf', HTMLSelectElement)
  const nothing = make('option', '', 'Ready…')
  nothing.value = ''
  select.append(nothing, ...Object.keys(shelf).map((name) => make('option', '', name)))
  select.addEventListener('change', () => {
    const line = shelf[select.value]
    select.value = ''
    if (line) send(line())
  })
}
