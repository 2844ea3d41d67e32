/** Fetches all messages of the chat session, oldest first. */
import type { Command } from '../Command'
import { answer } from '../Effect'
import { read } from '../Transcript'

export const getTranscript: Command = (state) => [state, answer(read(state.transcript))]
