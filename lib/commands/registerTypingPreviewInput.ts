/** Watches a text field: what is typed there tells the agent that the customer types. */
import { command } from '../Command'
import { answer } from '../Effect'

export const registerTypingPreviewInput = command((state, { input }, { inputs }) => {
  const typing$ = inputs(input)
  return typing$
    ? [{ ...state, typing$ }, answer()]
    : [
        'Invalid value provided for the input property. An HTML element reference to a textarea or text input is required.',
        "Invalid value provided for the 'input' property. An HTML element reference to a textarea or text input is required."
      ]
})
