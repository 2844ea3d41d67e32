/** Why an operation on the model was refused. Thrown, because a caller in code wants to hear of it at once. */

export type RefusalTag = 'UnknownConversation' | 'UnknownMember' | 'UnknownFault' | 'Ended' | 'NotAnAgent' | 'WrongState' | 'Invalid'

export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly tag: RefusalTag,
    message: string
  ) {
    super(message)
  }
}
