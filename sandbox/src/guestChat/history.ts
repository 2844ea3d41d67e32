/** GET messages: reads the query, answers a page with the links to its neighbours. */
import type { Thread } from '../model/thread.js'
import type { Wrong } from './errors.js'
import { messageEntity } from './entities.js'
import { pageOf } from './paging.js'
import { messagesUri } from './paths.js'
import type { Query } from './query.js'
import { count } from './query.js'

type Answer = { readonly ok: true; readonly body: object } | { readonly ok: false; readonly wrong: Wrong }

const refuse = (name: string): Answer => ({ ok: false, wrong: { code: 'invalid.query.param.value', params: { name }, fieldName: name } })

export const history = (thread: Thread, query: Query, maxPage: number): Answer => {
  const { after, before, sortOrder, maxResults } = query
  if (sortOrder !== undefined && sortOrder !== 'ascending' && sortOrder !== 'descending') return refuse('sortOrder')
  const wanted = count(maxResults, maxPage)
  if (wanted === undefined) return refuse('maxResults')
  // [U] what a larger number yields: 100 is the documented maximum, so it is what you get.
  const size = Math.min(wanted, maxPage)
  const descending = sortOrder === 'descending'
  const page = pageOf(thread.messages, thread.positions, { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }), descending, maxResults: size })
  // [U] what an id that names nothing yields.
  if (page === undefined) return refuse(after !== undefined && !thread.positions.has(after) ? 'after' : 'before')

  const base = messagesUri(thread.id)
  const address = (bounds: { readonly after?: string | undefined; readonly before?: string | undefined }): string => {
    const given = { sortOrder, maxResults, ...bounds }
    const parameters = Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`]))
    return parameters.length === 0 ? base : `${base}?${parameters.join('&')}`
  }
  const first = page.entities[0]?.id
  const last = page.entities[page.entities.length - 1]?.id
  return {
    ok: true,
    body: {
      pageSize: size,
      entities: page.entities.map((message) => messageEntity(thread.id, message)),
      ...(page.more ? { next: address(descending ? { after, before: last } : { before, after: last }) } : {}),
      // [U] its content: the neighbour of the first entry, as in the recorded example.
      ...(page.earlier && first !== undefined && (after !== undefined || before !== undefined) ? { previousPage: address(descending ? { after: first } : { before: first }) } : {}),
      selfUri: address({ after, before })
    }
  }
}
