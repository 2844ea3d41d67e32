/** The rows of the transcript as elements. What is there stays; only news is added, and read out. */
import type { Row } from '../model/rows.js'
import { clockTime, dayName } from '../text/times.js'
import type { Actions } from './Actions.js'
import { make, set } from './dom.js'
import { createMessage, messageBody } from './messageView.js'
import type { MessageRow } from './messageView.js'

interface View {
  readonly element: HTMLElement
  readonly draw: (row: MessageRow) => void
}

/** A view, and what its row was when it was built. */
interface Drawn extends View {
  readonly body: string
}

/** When this changes the row is built anew; everything else is drawn in place and not read out again. */
const bodyOf = (row: Row, canFetch: boolean): string => {
  switch (row.kind) {
    case 'day':
      return String(row.at)
    case 'line':
      return row.text
    case 'message':
      return messageBody(row) + String(canFetch)
  }
}

const ignore = (): void => undefined

const dayRow = (at: number): HTMLElement => make('p', { class: 'day' }, make('time', { datetime: new Date(at).toISOString() }, dayName(at)))

const lineRow = (text: string, at: number): HTMLElement =>
  make('p', { class: 'line' }, text, make('time', { datetime: new Date(at).toISOString() }, clockTime(at)))

/** An empty transcript. */
export const createLog = (actions: Actions) => {
  const element = make('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': 'Conversation' })
  const drawn = new Map<string, Drawn>()

  const build = (row: Row, canFetch: boolean): View => {
    switch (row.kind) {
      case 'day':
        return { element: dayRow(row.at), draw: ignore }
      case 'line':
        return { element: lineRow(row.text, row.at), draw: ignore }
      case 'message':
        return createMessage(row, actions, canFetch)
    }
  }

  return {
    element,
    /** `quietly`: what comes now is no news, and is not read out. */
    draw: (rows: ReadonlyArray<Row>, canFetch: boolean, quietly: boolean): void => {
      set(element, 'aria-live', quietly ? 'off' : 'polite')
      const wanted = new Set(rows.map(({ key }) => key))
      drawn.forEach(({ element: old }, key) => {
        if (wanted.has(key)) return
        old.remove()
        drawn.delete(key)
      })
      rows.forEach((row, i) => {
        const known = drawn.get(row.key)
        const body = bodyOf(row, canFetch)
        const now = known?.body === body ? known : { ...build(row, canFetch), body }
        if (known && known !== now) known.element.replaceWith(now.element)
        drawn.set(row.key, now)
        if (row.kind === 'message') now.draw(row)
        const there = element.children[i] ?? null
        if (there !== now.element) element.insertBefore(now.element, there)
      })
    }
  }
}
