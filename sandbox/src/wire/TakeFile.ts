/** How a back end takes a file that somebody at the desk sends. */

/** A file of the desk. */
export interface DeskFile {
  readonly name: string
  readonly mime: string
  /** In base64. */
  readonly content: string
}

/** Tells the file in the conversation; undefined where the conversation is not this back end's. */
export type TakeFile = (conversationId: string, memberId: string, file: DeskFile) => { readonly messageId: string; readonly fileId: string } | undefined
