/** What a back end can do. Commands that need more are refused before anything is sent. */
export interface Capabilities {
  /** The session survives its agents and its page: history can be fetched, restore is the page's business. */
  readonly async: boolean
  /** History comes in pages; `fetchHistory` gets the next older one. */
  readonly pagination: boolean
  readonly fileUpload: boolean
  readonly fileDownload: boolean
  readonly fileLimits: boolean
  readonly customNotice: boolean
  /** `userData` can change while the session is active. */
  readonly userDataUpdate: boolean
  readonly polling: boolean
  /** The back end wants to be told that the client stopped typing. */
  readonly typingStop: boolean
}

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
