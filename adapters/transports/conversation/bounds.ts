/** How long a conversation waits before it says that something failed, in ms. Each is larger than any back end's own bound for it. */
export const bounds = {
  /** Of failures of the history, while there is a connection: after that what is missing is told as lost. */
  history: 60_000,
  /** That something said waits while the server takes nothing, and that it is looked for once its fate is unknown. */
  line: 60_000,
  /** That a page of history may take, with all that a back end repeats for it. */
  page: 60_000,
  /** That something sent may go without an answer, also where its back end waits for its turn. */
  send: 60_000
} as const
