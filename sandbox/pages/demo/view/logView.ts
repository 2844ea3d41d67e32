/** The rows of the transcript as elements. What is there stays; only news is added, and read out. */
import type { Row } from '../model/rows.js'
import { clockTime, dayName } from '../text/times.js'
import type { Actions } from './Actions.js'
import { make, set } from './dom.js'
import { bodyOf, createMessage } from './messageView.js'
import type { MessageRow } from './messageView.js'

interface Drawn {
  readonly element: HTMLElement
  readonly body: string
  readonly draw: (row: MessageRow) => void
}

const ignore = (): void => undefined

const dayRow = (at: number): HTMLElement => make('p', { class: 'day' }, make('time', { datetime: new Date(at).toISOString() }, dayName(at)))

const lineRow = (text: string, at: number): HTMLElement =>
  make('p', { class: 'line' }, text, make('time', { datetime: new Date(at).toISOString() }, clockTime(at)))

export const createLog = (actions: Actions) => {
  const element = make('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': 'Conversation' })
  const drawn = new Map<string, Drawn>()

  const build = (row: Row, canFetch: boolean): Drawn => {
    switch (row.kind) {
      case 'day':
        return { element: dayRow(row.at), body: String(row.at), draw: ignore }
      case 'line':
        return { element: lineRow(row.text, row.at), body: row.text, draw: ignore }
      case 'message':
        return { ...createMessage(row, actions, canFetch), body: bodyOf(row) + String(canFetch) }
    }
  }

  const bodyIs = (row: Row, canFetch: boolean): string => {
    switch (row.kind) {
      case 'day':
        return String(row.at)
      case 'line':
        return row.text
      case 'message':
        return bodyOf(row) + String(canFetch)
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
        const now = known && known.body === bodyIs(row, canFetch) ? known : build(row, canFetch)
        if (known && known !== now) known.element.replaceWith(now.element)
        drawn.set(row.key, now)
        if (row.kind === 'message') now.draw(row)
        const there = element.children[i] ?? null
        if (there !== now.element) element.insertBefore(now.element, there)
      })
    }
  }
}
