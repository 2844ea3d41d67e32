/** Watches a text field: what is typed there tells the agent that the customer types. */
import { command } from '../Command'
import { says } from '../Rejection'

export const registerTypingPreviewInput = command((state, { input }) => [
  state,
  {
    _tag: 'Watch',
    input,
    // Whether it is a text field only the page can tell.
    refusal: says(
      state,
      'Invalid value provided for the input property. An HTML element reference to a textarea or text input is required.',
      "Invalid value provided for the 'input' property. An HTML element reference to a textarea or text input is required."
    )
  }
])
