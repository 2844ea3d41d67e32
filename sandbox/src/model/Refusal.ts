/** Why an operation on the model was refused. Thrown, because a caller in code wants to hear of it at once. */
import type { Problem } from '../schema/Problem.js'
import { says } from '../schema/Problem.js'

/** The kinds of refusal. Over HTTP `Unknown…` is 404, `Invalid` 400, every other one 409. */
export type RefusalTag = 'UnknownConversation' | 'UnknownMember' | 'UnknownFault' | 'Ended' | 'NotAnAgent' | 'WrongState' | 'NotSupported' | 'Invalid'

/** An operation was refused: the tag for code, the message for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly tag: RefusalTag,
    message: string
  ) {
    super(message)
  }
}

/** What was handed over has not the shape it needs. */
export class Invalid extends Refusal {
  constructor(readonly problem: Problem) {
    super('Invalid', says(problem))
  }
}
