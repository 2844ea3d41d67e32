/** What conversations have in common whose news is read off a transcript, and whose messages have a request each. */
import * as E from 'fp-ts/Either'
import type { Answer } from '../../../lib'
import { copyJson, isPlain } from '../../../lib/data'
import { failure, success } from '../../../lib/Response'
import { SOCKET } from '../../../lib/Transport'
import type { LinkInput, Settings } from '../conversation/Conversation'
import type { Pace } from '../conversation/link'
import type { Echoes } from '../polling/echoes'
import { isEvent } from './TranscriptEvent'
import type { News } from './TranscriptEvent'

/** What differs between them. */
export interface Peculiar {
  /** How patient its link is. */
  readonly pace: Pace
  /** Which own line of the transcript is which message. */
  readonly echoes: Pick<Echoes, 'isTaken'>
  /** Ms that a request may take. */
  readonly ajaxTimeout: number
}

/** The settings of its conversation. What is said has at least its text. */
export const transcriptSettings = <U extends { readonly text: string }>({ pace, echoes, ajaxTimeout }: Peculiar): Settings<News, U> => ({
  pace,
  // What is said has a request of its own, but waits while nobody is there, and is looked for afterwards.
  saysOverLink: true,
  historyNeedsLink: true,
  newestFirst: false,
  isEcho: (item, { said }) => isEvent(item) && item.kind === 'Message' && item.from.type === 'Client' && item.text.trim() === said.text.trim() && !echoes.isTaken(item.id),
  answer: ajaxTimeout + 2_000,
  // Answers do not say what a message has become.
  echo: Infinity,
  lastWords: 2_000,
  unreachable: failure(SOCKET, 'The server could not be reached.')
})

/** News as a conversation hears it. */
export const itemsOf = (news: ReadonlyArray<News>): ReadonlyArray<LinkInput<News>> => news.map((item): LinkInput<News> => ({ _tag: 'Heard', item }))

/** What the caller hears of a message that was found in the transcript. */
export const arrivedAs = (echo: News): Answer => E.right({ response: success(isEvent(echo) && isPlain(echo.original) ? copyJson(echo.original) : {}) })
