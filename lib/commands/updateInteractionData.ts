/** Updates how the next chat is routed. */
import { command, read, right } from '../Command'
import type { Unchecked } from '../Command'
import { isLeft, left } from '../Either'
import { copyJson, DataC } from '../data'
import type { Data } from '../data'
import { answer } from '../Effect'
import { invalidState } from '../Failure'
import { isActive } from '../State'
import { mergeDeep } from './parts/mergeDeep'

const tooLate = invalidState('alreadyActive', "This transport doesn't support updating interactionData during an active chat session.")

/** Merged deeply over what there is; lists are replaced. Answers with the merged data. */
export const updateInteractionData = command((state, options: Unchecked<Data>) => {
  const given = read(DataC, options)
  if (isLeft(given)) return given
  if (isActive(state)) return left(tooLate)
  const interactionData = mergeDeep(state.interactionData, given.right)
  return right({ state: { ...state, interactionData }, effect: answer(copyJson(interactionData)) })
})
