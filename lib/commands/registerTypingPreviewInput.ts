/** Watches a text field: what is typed there tells the agent that the customer types. */
import { command, right } from '../Command'
import type { Unchecked } from '../Command'
import { isLeft, left } from '../Either'
import { answer } from '../Effect'
import type { Either } from '../Either'
import { kind } from '../explain'
import { invalidOption } from '../Failure'
import type { InvalidOptions } from '../Failure'
import type { Inputs } from '../Inputs'

/** What `registerTypingPreviewInput` takes. */
export interface RegisterTypingPreviewInputOptions {
  /** A textarea or a text input, or a jQuery-like collection whose first element is one: what the port `inputs` takes. */
  readonly input: unknown
}

const noInput = (found: string) =>
  invalidOption(
    { path: 'input', expected: 'a textarea or text input', found },
    'Invalid value provided for the input property. An HTML element reference to a textarea or text input is required.',
    "Invalid value provided for the 'input' property. An HTML element reference to a textarea or text input is required."
  )

/** What the port makes of it. A port that throws is no fault of the caller's options as a whole: it is told of as such. */
const watched = (inputs: Inputs, input: unknown): Either<InvalidOptions, NonNullable<ReturnType<Inputs>>> => {
  try {
    const typing$ = inputs(input)
    return typing$ === undefined ? left(noInput(kind(input))) : { _tag: 'Right', right: typing$ }
  } catch {
    return left(noInput('one at which the port `inputs` throws'))
  }
}

/** Answers with nothing, once the field is watched. */
export const registerTypingPreviewInput = command((state, { input }: Unchecked<RegisterTypingPreviewInputOptions>, { inputs }) => {
  const field = watched(inputs, input)
  if (isLeft(field)) return field
  return right({ state: { ...state, typing$: field.right }, effect: answer(undefined) })
})
