/** Updates how the next chat is routed. */
import { command, decoding } from '../Command'
import { copyJson, DataC } from '../data'
import { answer } from '../Effect'
import { isActive } from '../State'

export const updateInteractionData = command(decoding(DataC, (state, given) => {
  if (isActive(state)) return ["This transport doesn't support updating interactionData during an active chat session."]
  const interactionData = { ...state.interactionData, ...given }
  return [{ ...state, interactionData }, answer(copyJson(interactionData))]
}))
