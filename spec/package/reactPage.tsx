/**
 * A page with the React example in StrictMode, for `examples.spec.ts`: prints what it shows as JSON, a line for each
 * change. Each line of its input is something that a person does.
 */
import { createInterface } from 'node:readline'
import { Window } from 'happy-dom'
import { act, createElement, StrictMode } from 'react'
import { Chat } from '../../examples/react/Chat'
// @ts-expect-error an example in JavaScript, without declarations
import { connect } from '../../examples/client.mjs'

const window = new Window()
for (const [name, value] of Object.entries({ window, document: window.document, navigator: window.navigator, IS_REACT_ACT_ENVIRONMENT: true })) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })

const page = async (): Promise<void> => {
  const { createRoot } = await import('react-dom/client') // looks for a page when it is loaded
  const service = connect()
  const place = document.createElement('div')
  const root = createRoot(place)
  const texts = (selector: string): ReadonlyArray<string | null> => [...place.querySelectorAll(selector)].map(({ textContent }) => textContent)
  let shown = ''
  let firstLine: Element | null = null
  const print = (): void => {
    firstLine ??= place.querySelector('ol li')
    const now = JSON.stringify({ title: texts('h1')[0], lines: texts('ol li'), hasKept: firstLine === place.querySelector('ol li') })
    if (now !== shown) console.log(now)
    shown = now
  }
  const settle = (change: () => void): Promise<void> =>
    act(async () => {
      change()
    })

  await settle(() => root.render(createElement(StrictMode, null, createElement(Chat, { service }))))
  print()
  let isOver = false
  let click = (): void => undefined
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'start') service.command('startChat', { nickname: 'Jo' }).subscribe()
    if (line === 'click') click = () => place.querySelector('section')?.click()
    if (line === 'leave') isOver = true
  })
  while (!isOver) {
    await act(() => new Promise<void>((resolve) => setTimeout(resolve, 1)))
    await settle(click) // one `act` at a time
    click = () => undefined
    print()
  }
  await settle(() => root.unmount())
  service.dispose()
  process.exit()
}

page().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
