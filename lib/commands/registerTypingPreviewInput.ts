/** Watches a text field: what is typed there tells the agent that the customer types. */
import * as t from 'io-ts'
import { command } from '../Command'
import { refused, says } from '../Rejection'

const invalid = says(
  'Invalid value provided for the input property. An HTML element reference to a textarea or text input is required.',
  "Invalid value provided for the 'input' property. An HTML element reference to a textarea or text input is required."
)

export const registerTypingPreviewInput = command({
  options: t.type({ input: t.unknown }, 'an object'),
  invalid: () => invalid,
  requires: [[(_, { input }) => input !== undefined && input !== null, invalid]],
  // Whether it is a text field only the page can tell.
  step: (state, { input }) => [state, { _tag: 'Watch', input, refusal: refused(invalid) }]
})
