/** Fetches all messages of the chat session, oldest first. */
import { command, right } from '../Command'
import { answer } from '../Effect'
import { read } from '../Transcript'

/** Answers with copies: `messages` as shown, and beside each its original, the back end's own object. */
export const getTranscript = command((state) => right({ state, effect: answer(read(state.transcript)) }))
