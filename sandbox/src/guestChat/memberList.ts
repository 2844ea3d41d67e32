/** GET members: numbered pages, with the addresses of the neighbours. */
import type { Thread } from '../model/thread.js'
import { memberEntity } from './entities.js'
import type { Wrong } from './errors.js'
import { membersUri } from './paths.js'
import type { Query } from './query.js'
import { count } from './query.js'

type Answer = { readonly ok: true; readonly body: object } | { readonly ok: false; readonly wrong: Wrong }

const refuse = (name: string): Answer => ({ ok: false, wrong: { code: 'invalid.query.param.value', params: { name }, fieldName: name } })

export const memberList = (thread: Thread, query: Query, maxPage: number): Answer => {
  const wanted = count(query['pageSize'], 25)
  const pageNumber = count(query['pageNumber'], 1)
  const exclude = query['excludeDisconnectedMembers']
  if (wanted === undefined) return refuse('pageSize')
  if (pageNumber === undefined) return refuse('pageNumber')
  if (exclude !== undefined && exclude !== 'true' && exclude !== 'false') return refuse('excludeDisconnectedMembers')
  // [U] the largest pageSize: taken to be that of the history.
  const pageSize = Math.min(wanted, maxPage)
  const members = [...thread.members.values()].filter((member) => exclude !== 'true' || member.state !== 'disconnected')
  const pageCount = Math.max(1, Math.ceil(members.length / pageSize))
  const address = (page: number): string =>
    `${membersUri(thread.id)}?pageSize=${pageSize}&pageNumber=${page}${exclude === 'true' ? '&excludeDisconnectedMembers=true' : ''}`
  return {
    ok: true,
    body: {
      entities: members.slice((pageNumber - 1) * pageSize, pageNumber * pageSize).map((member) => memberEntity(member, thread.opening.customer)),
      pageSize,
      pageNumber,
      total: members.length,
      firstUri: address(1),
      ...(pageNumber > 1 ? { previousUri: address(Math.min(pageNumber - 1, pageCount)) } : {}),
      selfUri: address(pageNumber),
      ...(pageNumber < pageCount ? { nextUri: address(pageNumber + 1) } : {}),
      lastUri: address(pageCount),
      pageCount
    }
  }
}
