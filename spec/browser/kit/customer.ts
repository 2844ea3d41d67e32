/** The demo page as a person uses it: by the names of what is on it. */
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import type { Sandbox } from '../../../sandbox/src/index'

export interface Customer {
  readonly page: Page
  readonly window: Locator
  readonly log: Locator
  readonly text: Locator
  readonly press: (name: string) => Promise<void>
  readonly open: () => Promise<void>
  readonly say: (text: string) => Promise<void>
  readonly sees: (text: string | RegExp) => Promise<void>
  /** Words of the transcript's lines and bubbles, without times and states. */
  readonly transcript: () => Promise<ReadonlyArray<string>>
}

export const customer = (page: Page): Customer => {
  const window = page.getByRole('dialog', { name: 'Harbourside help' })
  const log = window.getByRole('log', { name: 'Conversation' })
  const text = window.getByRole('textbox', { name: 'Message' })
  return {
    page,
    window,
    log,
    text,
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
    open: () => page.getByRole('button', { name: 'Chat with us' }).click(),
    say: async (words) => {
      await text.fill(words)
      await text.press('Enter')
    },
    sees: (words) => log.getByText(words).waitFor(),
    transcript: () => log.locator('.line, .bubble').evaluateAll((all) => all.map((one) => one.firstChild?.textContent ?? ''))
  }
}

/** Opens the window, fills in the form and starts. The id is the conversation's. */
export const startChat = async (sandbox: Sandbox, { page, window, open, press, sees }: Customer, nickname: string): Promise<string> => {
  if (!(await window.isVisible())) await open()
  await window.getByLabel('Nickname').fill(nickname)
  await press('Start chat')
  await sees('You joined the chat')
  const found = sandbox.control.conversations().filter(({ customer: { name } }) => name === nickname).at(-1)
  if (!found) throw new Error(`No conversation of ${nickname} at ${page.url()}.`)
  return found.id
}

/** What axe finds against WCAG 2.2 AA and its best practices: the rule and where. */
export const violations = async (page: Page): Promise<ReadonlyArray<string>> => {
  const found = await new AxeBuilder({ page }).analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
