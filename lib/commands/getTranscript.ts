/** Fetches all messages of the chat session, oldest first. */
import { command } from '../Command'
import { answer } from '../Effect'
import { read } from '../Transcript'

export const getTranscript = command((state) => [state, answer(read(state.transcript))])
