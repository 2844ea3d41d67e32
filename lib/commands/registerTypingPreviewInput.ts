/** Watches a text field: what is typed there tells the agent that the customer types. */
import { command, left, right } from '../Command'
import type { Unchecked } from '../Command'
import { answer } from '../Effect'
import { kind } from '../explain'
import { invalidOption } from '../Failure'

export interface RegisterTypingPreviewInputOptions {
  /** A textarea or a text input, or a jQuery-like collection whose first element is one: what the port `inputs` takes. */
  readonly input: unknown
}

const noInput = (input: unknown) =>
  invalidOption(
    { path: 'input', expected: 'a textarea or text input', found: kind(input) },
    'Invalid value provided for the input property. An HTML element reference to a textarea or text input is required.',
    "Invalid value provided for the 'input' property. An HTML element reference to a textarea or text input is required."
  )

export const registerTypingPreviewInput = command((state, { input }: Unchecked<RegisterTypingPreviewInputOptions>, { inputs }) => {
  const typing$ = inputs(input)
  if (typing$ === undefined) return left(noInput(input))
  return right({ state: { ...state, typing$ }, effect: answer(undefined) })
})
