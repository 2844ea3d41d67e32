/** Hands what was thrown to the page's own error handling, as RxJS does with what a subscriber throws. */
import { throwError } from 'rxjs'

/** For what nobody waits for. The page hears of it later: whoever calls this goes on. */
export const report = (error: unknown): void => {
  throwError(() => error).subscribe()
}
