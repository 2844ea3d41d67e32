/** Runs a script file of the page's. */
import type { Inject } from './loading'

export const inject: Inject = (url, loaded, failed) => {
  const script = document.createElement('script')
  script.src = url
  script.onload = loaded
  script.onerror = failed
  document.head.append(script)
}
