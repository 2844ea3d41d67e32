/** Whether the window was open, for as long as the tab lives. Storage may be refused; then nothing is remembered. */
const KEY = 'harbourside.chat.minimised'

export const wasMinimised = (): boolean => {
  try {
    return sessionStorage.getItem(KEY) === 'true'
  } catch {
    return false
  }
}

export const rememberMinimised = (minimised: boolean): void => {
  try {
    sessionStorage.setItem(KEY, String(minimised))
  } catch {
    return
  }
}
