/** Sends a custom notice from the client to the chat server. */
import * as t from 'io-ts'
import { command, read, right } from '../Command'
import type { Unchecked } from '../Command'
import { isLeft, left } from '../Either'
import { object, withDefault } from '../codecs'
import { further } from '../data'
import { call, response } from '../Effect'
import { unsupported } from '../Failure'
import { refusals } from '../refusals'
import { isActive } from '../State'

/** Further fields go to the back end as they are, as far as they are data. */
export interface SendCustomNoticeOptions {
  /** What the notice says; empty unless given. */
  readonly message?: string
}

const noNotices = unsupported('customNotice', "This transport doesn't support sendCustomNotice command.")

const Options = object({ message: withDefault(t.string, '') })

/** Answers with the response. */
export const sendCustomNotice = command((state, given: Unchecked<SendCustomNoticeOptions>) => {
  const options = read(Options, given)
  if (isLeft(options)) return options
  if (!state.capabilities.customNotice) return left(noNotices)
  if (!isActive(state)) return left(refusals.noSession)
  const { message, ...more } = options.right
  return right({ state, effect: call({ type: 'sendCustomNotice', text: message, options: further(more) }, response) })
})
