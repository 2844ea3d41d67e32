/** Fetches all messages of the chat session, oldest first. */
import { query } from '../Command'
import { read } from '../Transcript'

export const getTranscript = query(({ transcript }) => read(transcript))
