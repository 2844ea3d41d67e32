/** What a command's `fail` receives: a sentence of the public page or of the incumbent, or the response that came instead. */
import type { Compatibility, Failure, Response } from '../../lib'

/** The sentence of the configured compatibility where there is one; the server's response where it came from a server. */
export const rejection = (failure: Failure, compatibility: Compatibility): string | Response => {
  switch (failure._tag) {
    case 'InvalidState':
    case 'InvalidOptions':
      return compatibility === 'widgets-9' ? failure.widgets9 : failure.text
    case 'Unsupported':
    case 'Disposed':
    case 'UnknownCommand':
      return failure.text
    case 'Timeout':
    case 'NetworkError':
    case 'ErrorResponse':
      return failure.response
  }
}
