/** The command table: one line per public command. `CommandMap` reads off it what each takes, answers with and can fail with. */
import { addPrefilter } from './addPrefilter'
import { asyncRestore } from './asyncRestore'
import { configure } from './configure'
import { downloadFile } from './downloadFile'
import { endChat } from './endChat'
import { fetchHistory } from './fetchHistory'
import { getAgents } from './getAgents'
import { getFileLimits } from './getFileLimits'
import { getSessionData } from './getSessionData'
import { getStats } from './getStats'
import { getTranscript } from './getTranscript'
import { pausePoll } from './pausePoll'
import { poll } from './poll'
import { registerPreProcessor } from './registerPreProcessor'
import { registerTypingPreviewInput } from './registerTypingPreviewInput'
import { resetPollExceptions } from './resetPollExceptions'
import { restore } from './restore'
import { sendCustomNotice } from './sendCustomNotice'
import { sendFile } from './sendFile'
import { sendFilteredMessage } from './sendFilteredMessage'
import { sendMessage } from './sendMessage'
import { sendTyping } from './sendTyping'
import { sleep } from './sleep'
import { startChat } from './startChat'
import { startPoll } from './startPoll'
import { stopPoll } from './stopPoll'
import { updateInteractionData } from './updateInteractionData'
import { updateUserData } from './updateUserData'
import { verifySession } from './verifySession'
import { wake } from './wake'

/** Every command, by the name that callers use. */
export const commands = {
  addPrefilter,
  asyncRestore,
  configure,
  downloadFile,
  endChat,
  fetchHistory,
  getAgents,
  getFileLimits,
  getSessionData,
  getStats,
  getTranscript,
  pausePoll,
  poll,
  registerPreProcessor,
  registerTypingPreviewInput,
  resetPollExceptions,
  restore,
  sendCustomNotice,
  sendFile,
  sendFilteredMessage,
  sendMessage,
  sendTyping,
  sleep,
  startChat,
  startPoll,
  stopPoll,
  updateInteractionData,
  updateUserData,
  verifySession,
  wake
}
