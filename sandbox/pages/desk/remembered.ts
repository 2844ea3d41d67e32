/** Keeps an input's value for the next visit, where the browser lets us. */

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Fills the input and remembers what is written into it. `changed`: told at every letter. */
export const remembered = (input: HTMLInputElement, key: string, changed: () => void): void => {
  input.value = read(key) ?? input.value
  input.addEventListener('input', () => {
    changed()
    try {
      localStorage.setItem(key, input.value)
    } catch {
      // Storage is blocked: the name lasts as long as the page.
    }
  })
}

const CHOSEN = 'webchat-service-sandbox.chosen'

/** The chosen chat's id, for as long as the tab lives. */
export const rememberChosen = (id: string): void => {
  try {
    sessionStorage.setItem(CHOSEN, id)
  } catch {
    // Storage is blocked: after a reload no chat is chosen.
  }
}

/** The id of the chat that was chosen before a reload; null when there is none. */
export const wasChosen = (): string | null => {
  try {
    return sessionStorage.getItem(CHOSEN)
  } catch {
    return null
  }
}
