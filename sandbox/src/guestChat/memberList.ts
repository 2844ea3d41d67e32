/** GET members: numbered pages, with the addresses of the neighbours. */
import { z } from 'zod'
import type { Thread } from '../model/thread.js'
import { memberEntity } from './entities.js'
import { membersUri } from './paths.js'
import { choice, count, readQuery } from './query.js'

const Query = z.object({ pageSize: count, pageNumber: count, excludeDisconnectedMembers: choice(['true', 'false']) })

/**
 * The body of the answer.
 * @param maxPage the most entries of a page
 * @throws Refused
 */
export const memberList = (thread: Thread, query: unknown, maxPage: number): object => {
  const { pageSize: wanted = 25, pageNumber = 1, excludeDisconnectedMembers } = readQuery(Query, query)
  const present = excludeDisconnectedMembers === 'true'
  // [U] the largest pageSize: taken to be that of the history.
  const pageSize = Math.min(wanted, maxPage)
  const members = [...thread.members.values()].filter(({ state }) => !present || state !== 'disconnected')
  const pageCount = Math.max(1, Math.ceil(members.length / pageSize))
  const address = (page: number): string =>
    `${membersUri(thread.id)}?pageSize=${pageSize}&pageNumber=${page}${present ? '&excludeDisconnectedMembers=true' : ''}`
  return {
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
