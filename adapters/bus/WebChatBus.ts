/** The commands and events of WebChatService as the bus names them: what makes calls through a plugin typed. */
import type { Agent, Capabilities, Data, EventName, Events, Message, Response } from '../../lib'

type Names = { nickname?: string; firstname?: string; lastname?: string; email?: string; subject?: string }

/** Whatever else is given goes to the back end, for this chat only. */
export interface StartChatOptions extends Names {
  form?: Names & Record<string, unknown>
  userData?: Record<string, unknown>
  interactionData?: Record<string, unknown>
  [further: string]: unknown
}

/** By command: its options, and what `done` gets. `undefined`: nothing. */
export interface WebChatCommands {
  addPrefilter: { options: { filters: RegExp | ReadonlyArray<RegExp> }; result: ReadonlyArray<RegExp> }
  asyncRestore: { options: { sessionData?: string }; result: undefined }
  configure: { options: object; result: undefined }
  downloadFile: { options: { fileId: string | number; fileName?: string }; result: undefined }
  endChat: { options: object; result: Response }
  fetchHistory: { options: object; result: Response }
  getAgents: { options: object; result: { agents: Record<string, Agent> } }
  getFileLimits: { options: object; result: Response }
  getSessionData: { options: object; result: Data }
  /** Times in ms since the epoch, `duration` in ms; `false` before the first chat. */
  getStats: {
    options: object
    result: { agents: Record<string, Agent>; startTime: number | false; endTime: number | false; duration: number | false }
  }
  getTranscript: { options: object; result: { messages: Message[]; originalMessages: unknown[] } }
  pausePoll: { options: object; result: undefined }
  poll: { options: object; result: undefined }
  registerPreProcessor: { options: { preprocessor: (message: Message) => unknown }; result: (message: Message) => unknown }
  /** A textarea or text input, or a jQuery-like collection whose first element is one. */
  registerTypingPreviewInput: { options: { input: unknown }; result: undefined }
  resetPollExceptions: { options: object; result: undefined }
  /** `sessionData`: a token that the page kept itself. For back ends that have such a thing; guest chat restores from its cookies. */
  restore: { options: { sessionData?: string }; result: undefined }
  sendCustomNotice: { options: { message?: string; [further: string]: unknown }; result: Response }
  /** Files, or the input element that has them, or a jQuery-like collection of either. */
  sendFile: { options: { files: unknown }; result: Response }
  sendFilteredMessage: { options: { message: string; regex: RegExp }; result: undefined }
  sendMessage: { options: { message: string; [further: string]: unknown }; result: Response }
  sendTyping: { options: { message?: string }; result: Response | undefined }
  sleep: { options: object; result: undefined }
  startChat: { options: StartChatOptions; result: Response & { data: Data } }
  startPoll: { options: object; result: undefined }
  stopPoll: { options: object; result: undefined }
  /** While a chat is active the response; otherwise the merged data. */
  updateInteractionData: { options: Record<string, unknown>; result: Data }
  updateUserData: { options: Record<string, unknown>; result: Data | Response }
  verifySession: { options: object; result: { sessionActive: boolean } }
  wake: { options: object; result: undefined }
}

/** Keys of `plugin.data('WebChatService.…')`. */
export interface WebChatData {
  sessionActive: boolean
  userData: Data
  interactionData: Data
  capabilities: Capabilities
}

type Named<T> = { [N in keyof T & string as `WebChatService.${N}`]: T[N] }

/** By full name. A site adds its own plugins' commands by declaration merging. */
export interface BusCommands extends Named<WebChatCommands> {
  'App.registerExtension': { options: { name?: string; extension: unknown }; result: undefined }
}

/** By full name, the event's data. A site adds its own plugins' events by declaration merging. */
export interface BusEvents extends Named<{ [N in EventName]: Events[N] }> {
  'WebChatService.Started': Events['started']
}

/** By full name, the value. */
export interface BusData extends Named<WebChatData> {
  'WebChatService.sessionActive': boolean
}
