/** The one place that holds the state. Draws once for however much happened in one go. */
import type { Happening } from './Happening.js'
import { initial } from './State.js'
import type { State } from './State.js'
import { update } from './update.js'

/** Holds the state, changes it and has it drawn. */
export interface Store {
  readonly state: () => State
  /** Something happened. */
  readonly tell: (happening: Happening) => void
  /** From now on this view is drawn. `before`: what was drawn last; at first, what there was at the beginning. */
  readonly draw: (view: (state: State, before: State) => void) => void
}

/** Nothing has happened yet. */
export const createStore = (): Store => {
  const views: Array<(state: State, before: State) => void> = []
  let state = initial
  let drawn = initial
  let planned = false

  const redraw = (): void => {
    planned = false
    const before = drawn
    drawn = state
    views.forEach((view) => view(drawn, before))
  }

  return {
    state: () => state,
    tell: (happening) => {
      state = update(state, happening)
      // No animation frame: the title counts in a tab that nobody sees.
      if (!planned) queueMicrotask(redraw)
      planned = true
    },
    draw: (view) => {
      views.push(view)
      view(state, drawn)
    }
  }
}
