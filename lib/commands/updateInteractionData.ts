/** Updates how the next chat is routed. */
import { command } from '../Command'
import { copyJson, DataC } from '../data'
import { answer } from '../Effect'
import { says } from '../Rejection'
import { isActive } from '../State'

export const updateInteractionData = command({
  options: DataC,
  requires: [
    [(state) => !isActive(state), says("This transport doesn't support updating interactionData during an active chat session.")]
  ],
  step: (state, given) => {
    const interactionData = { ...state.interactionData, ...given }
    return [{ ...state, interactionData }, answer(copyJson(interactionData))]
  }
})
