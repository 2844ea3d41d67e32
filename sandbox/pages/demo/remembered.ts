/** Whether the window was open, for as long as the tab lives. Storage may be refused; then nothing is remembered. */

const KEY = 'harbourside.chat.minimised'

/** False where nothing is remembered. */
export const wasMinimised = (): boolean => {
  try {
    return sessionStorage.getItem(KEY) === 'true'
  } catch {
    return false
  }
}

/** For this tab. */
export const rememberMinimised = (minimised: boolean): void => {
  try {
    sessionStorage.setItem(KEY, String(minimised))
  } catch {
    return
  }
}
