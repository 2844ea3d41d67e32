/** What we ask before a chat. */
import type { State } from '../model/State.js'
import type { Actions } from './Actions.js'
import { make, set, show, write } from './dom.js'
import { createField } from './field.js'

/** The form. */
export const createForm = ({ start }: Actions) => {
  const nickname = createField({ name: 'nickname', label: 'Nickname', hint: 'What should we call you?', required: true, autocomplete: 'nickname' })
  const firstname = createField({ name: 'firstname', label: 'First name', autocomplete: 'given-name' })
  const lastname = createField({ name: 'lastname', label: 'Last name', autocomplete: 'family-name' })
  const email = createField({ name: 'email', label: 'E-mail', hint: 'For a copy, if we are cut off.', type: 'email', autocomplete: 'email' })
  const subject = createField({ name: 'subject', label: 'Subject', hint: 'In a few words.', autocomplete: 'off' })
  const all = [nickname, firstname, lastname, email, subject]

  const problem = make('p', { class: 'form-problem', role: 'alert' })
  const submit = make('button', { type: 'submit', class: 'primary wide' }, 'Start chat')
  const element = make(
    'form',
    { class: 'form', novalidate: true, 'aria-labelledby': 'chat-form-title' },
    make('h3', { id: 'chat-form-title' }, 'Before we start'),
    make('p', { class: 'lead' }, 'Tell us who you are, and somebody from Harbourside will be with you.'),
    nickname.element,
    make('div', { class: 'pair' }, firstname.element, lastname.element),
    email.element,
    subject.element,
    problem,
    submit
  )
  let busy = false

  element.addEventListener('submit', (event) => {
    event.preventDefault()
    if (busy) return
    const [wrong] = all.filter(({ verify }) => !verify())
    if (wrong) return wrong.input.focus()
    const value = (field: typeof nickname): string => field.input.value.trim()
    start({ nickname: value(nickname), firstname: value(firstname), lastname: value(lastname), email: value(email), subject: value(subject) })
  })

  return {
    element,
    /** To where the person goes on: after a failed start they try again. */
    focus: (): void => {
      if (element.contains(document.activeElement)) return
      const field = nickname.input.value === '' ? nickname.input : subject.input
      field.focus()
    },
    draw: ({ phase, startError }: State, before: State): void => {
      busy = phase === 'starting'
      write(submit, busy ? 'Starting…' : 'Start chat')
      set(submit, 'aria-disabled', busy ? 'true' : undefined)
      write(problem, startError === undefined ? '' : `The chat could not be started. ${startError}`)
      show(problem, startError !== undefined)
      if (startError !== undefined && before.startError === undefined) problem.scrollIntoView({ block: 'nearest' })
    }
  }
}
