/** Updates the data attached to the chat: before it starts here, while it runs on the server. */
import { command } from '../Command'
import { copyJson, DataC } from '../data'
import { answer, call } from '../Effect'
import { says } from '../Rejection'
import { can, isActive } from '../State'

export const updateUserData = command({
  options: DataC,
  requires: [
    [
      (state) => !isActive(state) || can('userDataUpdate')(state),
      says("This transport doesn't support updating userData during an active chat session.")
    ]
  ],
  step: (state, given) => {
    const userData = { ...state.userData, ...given }
    return [
      { ...state, userData },
      isActive(state) ? call({ type: 'updateUserData', userData: given }) : answer(copyJson(userData))
    ]
  }
})
