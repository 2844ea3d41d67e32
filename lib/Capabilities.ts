/** Which commands a back end can serve: those that need more are refused before anything is sent. */

/** What a back end can do. A transport names each of them. */
export interface Capabilities {
  /** The session survives its agents and its page: history can be fetched, restore is the page's business. */
  readonly async: boolean
  /** History comes in pages; `fetchHistory` gets the next older one. */
  readonly pagination: boolean
  /** The client can send files: `sendFile`. */
  readonly fileUpload: boolean
  /** Files that were sent can be had: `downloadFile`. */
  readonly fileDownload: boolean
  /** It tells what files it takes: `getFileLimits`. */
  readonly fileLimits: boolean
  /** Notices of the site's own can be sent: `sendCustomNotice`. */
  readonly customNotice: boolean
  /** `userData` can change while the session is active: `updateUserData` sends it. */
  readonly userDataUpdate: boolean
  /** It is asked for news at intervals: `poll`, `startPoll`, `stopPoll`, `pausePoll`, `resetPollExceptions`. */
  readonly polling: boolean
  /** It wants to be told that the client stopped typing. */
  readonly typingStop: boolean
}

/** Of a back end that can do nothing beyond starting, ending, restoring and messages. */
export const noCapabilities: Capabilities = {
  async: false,
  pagination: false,
  fileUpload: false,
  fileDownload: false,
  fileLimits: false,
  customNotice: false,
  userDataUpdate: false,
  polling: false,
  typingStop: false
}
