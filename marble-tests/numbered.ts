/** A frame as it is behind the operator `number`. */
import { of } from 'rxjs'
import { number } from '../lib'
import type { Frame, Message } from '../lib'

export const numbered = (frame: Frame): Frame<Message> => {
  let found: Frame<Message> = { _tag: 'Lost' }
  of(frame).pipe(number()).subscribe((it) => (found = it))
  return found
}
