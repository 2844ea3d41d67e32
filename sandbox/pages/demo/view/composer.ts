/** Where the person writes: Enter sends, Shift and Enter starts a new line. */
import type { State } from '../model/State.js'
import { acceptOf } from '../text/fileRules.js'
import type { Limit } from '../text/length.js'
import { charactersLeft, charactersOver } from '../text/length.js'
import { plain } from '../text/times.js'
import type { Actions } from './Actions.js'
import { button, make, set, show, write } from './dom.js'
import { icon } from './icons.js'

/** The counter shows from this part of the limit on. */
const NEAR = 0.9

const characters = (count: number): string => `${plain(count)} ${count === 1 ? 'character' : 'characters'}`

/** The composer, with this limit of a message. */
export const createComposer = ({ send, sendFiles }: Actions, limit: Limit) => {
  const text = make('textarea', { id: 'chat-text', rows: 1, placeholder: 'Write a message', 'aria-describedby': 'chat-text-hint chat-text-count', enterkeyhint: 'send' })
  const count = make('p', { class: 'count', id: 'chat-text-count' })
  const files = make('input', { type: 'file', multiple: true, hidden: true, tabindex: -1, 'aria-hidden': 'true' })
  const attach = button({ class: 'quiet square', 'aria-label': 'Attach files' }, () => files.click(), icon('attach'))
  const element = make(
    'form',
    { class: 'composer' },
    make('label', { for: 'chat-text', class: 'unseen' }, 'Message'),
    make('div', { class: 'composer-line' }, attach, files, text, make('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, icon('send'))),
    count,
    make('p', { class: 'unseen', id: 'chat-text-hint' }, 'Enter sends, Shift and Enter starts a new line.')
  )

  const over = (): number => charactersOver(text.value, limit)

  const countWords = (tooMany: number): string => {
    if (tooMany > 0) return `${characters(tooMany)} too long`
    return `${characters(charactersLeft(text.value, limit))} left`
  }

  const measure = (): void => {
    const near = limit.of(text.value) >= limit.most * NEAR
    const tooMany = over()
    write(count, near ? countWords(tooMany) : '')
    show(count, near)
    count.dataset['over'] = String(tooMany > 0)
    set(text, 'aria-invalid', tooMany > 0 ? 'true' : undefined)
    // As high as what is in it, up to what the style allows.
    text.style.height = 'auto'
    text.style.height = `${text.scrollHeight}px`
  }

  const submit = (): void => {
    if (text.value.trim() === '' || over() > 0) return text.focus()
    const said = text.value
    text.value = ''
    measure()
    text.focus()
    send(said)
  }

  element.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  text.addEventListener('input', measure)
  text.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])]
    if (pasted.length === 0 || attach.hidden) return
    event.preventDefault()
    sendFiles(pasted)
  })
  files.addEventListener('change', () => {
    const chosen = [...(files.files ?? [])]
    // The same file can be chosen again.
    files.value = ''
    if (chosen.length > 0) sendFiles(chosen)
  })
  show(count, false)

  return {
    element,
    /** For registerTypingPreviewInput. */
    input: text,
    focus: () => text.focus(),
    /** Puts a text before what stands there. */
    addDraft: (words: string): void => {
      if (words === '') return
      text.value = text.value === '' ? words : `${words}\n${text.value}`
    },
    draw: ({ phase, capabilities, limits }: State, before: State): void => {
      show(element, phase === 'active')
      show(attach, capabilities.upload)
      set(files, 'accept', limits === undefined ? undefined : acceptOf(limits))
      // Only what is shown can be measured: a draft that waited for it takes its room now.
      if (phase === 'active' && before.phase !== 'active') measure()
    }
  }
}
