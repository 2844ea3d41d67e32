/** The past of a chat that outlives its page: fetched page by page, from the earliest message that is known back. */
import * as E from 'fp-ts/Either'
import { defer, map } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer, Inbound } from '../../../lib'
import { refused } from '../../../lib/timeouts'
import { failure } from '../../../lib/Response'
import { NO_MORE } from '../../../lib/Transport'
import { entryOf } from '../transcript/roster'
import { isEvent } from '../transcript/TranscriptEvent'
import type { Api } from './api'
import type { Reader } from './reader'
import type { Reply } from './reply'

/** What the past of one chat needs. */
export interface PastOptions {
  readonly api: Api
  readonly reader: Reader
  /** Messages of a page. */
  readonly pageSize: number
  readonly tell: (frame: Inbound) => void
  /** Every reply. */
  readonly heard: (reply: Reply) => void
}

const NOTHING_OLDER = 'There is nothing before what has been fetched.'

/** Tells the next older page; the answer is that of the request. */
export const createPast = ({ api, reader, pageSize, tell, heard }: PastOptions): { readonly fetch: () => Observable<Answer> } => {
  let isWhole = false

  const taken = (reply: Reply, askedFrom: string): Answer => {
    heard(reply)
    if (E.isLeft(reply.answer)) return reply.answer
    // The page ends with the message that was asked from. That one alone: there is nothing before it. Source: observed behaviour of Genesys Widgets 9.
    const hasMoved = reader.earliest() !== askedFrom
    const news = reader.readPast(reply.messages)
    if (news.length === 0 && !hasMoved) {
      isWhole = true
      return E.left(failure(NO_MORE, NOTHING_OLDER))
    }
    const entries = news.filter(isEvent).flatMap((event) => entryOf(event) ?? [])
    if (entries.length > 0) tell(E.right({ _tag: 'Entries', era: 'older', entries }))
    for (const one of news) if (!isEvent(one)) tell(E.left(one.malformed))
    return E.right({ response: reply.answer.right })
  }

  return {
    fetch: () =>
      defer(() => {
        const index = reader.earliest()
        if (isWhole || index === undefined) return refused(NO_MORE, NOTHING_OLDER)
        return api.messages({ index, count: pageSize }).pipe(map((reply) => taken(reply, index)))
      })
  }
}
