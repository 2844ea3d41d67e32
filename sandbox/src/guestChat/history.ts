/** GET messages: reads the query, answers a page with the links to its neighbours. */
import { z } from 'zod'
import type { Thread } from '../model/thread.js'
import { messageEntity } from './entities.js'
import { pageOf } from './paging.js'
import { messagesUri } from './paths.js'
import { badParameter, choice, count, readQuery, word } from './query.js'

const Query = z.object({ sortOrder: choice(['ascending', 'descending']), maxResults: count, after: word, before: word })

/**
 * The body of the answer.
 * @param maxPage the most entries of a page
 * @throws Refused
 */
export const history = (thread: Thread, query: unknown, maxPage: number): object => {
  const { after, before, sortOrder, maxResults } = readQuery(Query, query)
  // [U] what a larger number yields: 100 is the documented maximum, so it is what you get.
  const size = Math.min(maxResults ?? maxPage, maxPage)
  const descending = sortOrder === 'descending'
  const page = pageOf(thread.messages, thread.positions, { after, before, descending, maxResults: size })
  // [U] what an id that names nothing yields.
  if (page === undefined) throw badParameter(after !== undefined && !thread.positions.has(after) ? 'after' : 'before')

  const address = (bounds: { readonly after?: string | undefined; readonly before?: string | undefined }): string => {
    const given = Object.entries({ sortOrder, maxResults, ...bounds })
    const parameters = given.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`]))
    const base = messagesUri(thread.id)
    return parameters.length === 0 ? base : `${base}?${parameters.join('&')}`
  }
  const first = page.entities[0]?.id
  const last = page.entities.at(-1)?.id
  const next = address(descending ? { after, before: last } : { before, after: last })
  // [U] its content: the neighbour of the first entry, as in the recorded example.
  const previous = address(descending ? { after: first } : { before: first })
  const isBounded = after !== undefined || before !== undefined
  return {
    pageSize: size,
    entities: page.entities.map((message) => messageEntity(thread.id, message)),
    ...(page.more ? { next } : {}),
    ...(page.earlier && isBounded && first !== undefined ? { previousPage: previous } : {}),
    selfUri: address({ after, before })
  }
}
