/** Refusals and errors in words for the person who chats. */
import { fields, list, number, text } from './read.js'

const byReason: Readonly<Record<string, string>> = {
  timeout: 'There was no answer in time.',
  network: 'The chat could not be reached. Please check your connection.'
}

const byStatus = (status: number): string | undefined => {
  switch (status) {
    case 401:
    case 403:
      return 'The chat no longer knows this session.'
    case 404:
      return 'The chat could not be found.'
    case 413:
      return 'That is too large to be sent.'
    case 429:
      return 'That was a little fast. Please wait a moment and try again.'
  }
  return status >= 500 ? 'The chat has a problem on its side. Please try again.' : undefined
}

/** One sentence or two, for a command that failed. */
export const explain = (reason: unknown): string => {
  const sentence = text(reason)
  if (sentence !== undefined) return sentence
  // A response, of which the first part that says something is told.
  const { status, errorReason, responseJSON, statusText } = fields(reason)
  return (
    byReason[text(errorReason) ?? ''] ??
    byStatus(number(status) ?? 0) ??
    text(fields(responseJSON)['message']) ??
    text(statusText) ??
    'Something went wrong. Please try again.'
  )
}

/** Shown where they happen: at the form, at the message. */
const shownElsewhere = ['StartFailed', 'MessageFailed', 'MalformedFrame']

/** What an `error` event tells the person; nothing for what they can neither see nor mend. */
export const explainError = (data: unknown): string | undefined => {
  const first = fields(list(fields(data)['errors'])[0])
  const code = text(first['code'])
  if (code !== undefined && shownElsewhere.includes(code)) return undefined
  return explain(first['response'] ?? data)
}
