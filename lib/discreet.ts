/** Takes out of a refusal what a person had written: everyone hears of it, and servers like to quote. Pure. */
import { isPlain } from './data'
import type { Response } from './Response'
import type { Call } from './Transport'

/** How much of a text is looked for: servers quote the beginning. A text that is shorter than `SHORT` only counts as the whole. */
const BEGINNING = 16
const SHORT = 4

const LEFT_OUT = '(left out: it quotes what was sent)'

/** Every text in what a caller gave, at any depth. */
const textsIn = (given: unknown): ReadonlyArray<string> => {
  if (typeof given === 'string') return given === '' ? [] : [given]
  if (Array.isArray(given)) return given.flatMap(textsIn)
  return isPlain(given) ? Object.values(given).flatMap(textsIn) : []
}

/** What a person wrote in a call. Where a chat is routed to is the site's, and helps whoever looks for a fault. */
const writtenIn = (call: Call): ReadonlyArray<string> => {
  switch (call.type) {
    case 'start':
      return textsIn([{ ...call.form }, call.userData])
    case 'sendMessage':
    case 'sendCustomNotice':
      return textsIn([call.text, call.options])
    case 'sendTyping':
      return textsIn(call.text)
    case 'updateUserData':
      return textsIn(call.userData)
    default:
      return [] // nobody wrote anything
  }
}

type Quotes = (text: string) => boolean

const withoutQuotes = (value: unknown, quotes: Quotes): unknown => {
  if (typeof value === 'string') return quotes(value) ? LEFT_OUT : value
  if (Array.isArray(value)) return value.map((one) => withoutQuotes(one, quotes))
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutQuotes(one, quotes)]))
}

/** A body as text, without quotes. JSON escapes texts: it is written anew from what is left of it. */
const bodyWithoutQuotes = ({ responseText, responseJSON }: Response, quotes: Quotes): string => {
  if (responseJSON === undefined) return quotes(responseText) ? LEFT_OUT : responseText
  const left = JSON.stringify(withoutQuotes(responseJSON, quotes))
  return left === JSON.stringify(responseJSON) ? responseText : left
}

/** The failure of `call` as everyone may hear of it: each text in it that quotes what the caller had written says so instead. */
export const discreet = (call: Call, response: Response): Response => {
  const written = writtenIn(call)
  if (written.length === 0) return response
  const quotes: Quotes = (text) => written.some((one) => (one.length < SHORT ? text === one : text.includes(one.slice(0, BEGINNING))))
  const { status, errorReason, statusText, responseText, responseJSON, headers, ...more } = response
  return {
    ...Object.fromEntries(Object.entries(more).map(([name, one]) => [name, withoutQuotes(one, quotes)])),
    status,
    statusText: quotes(statusText) ? LEFT_OUT : statusText,
    responseText: bodyWithoutQuotes({ status, statusText, responseText, responseJSON }, quotes),
    ...(responseJSON === undefined ? {} : { responseJSON: withoutQuotes(responseJSON, quotes) }),
    ...(headers === undefined ? {} : { headers }),
    ...(errorReason === undefined ? {} : { errorReason })
  }
}
