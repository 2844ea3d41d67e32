/** Pages laid end to end are the whole list, each entry once, in order. */
import fc from 'fast-check'
import { pageOf } from '../../src/guestChat/paging.js'
import { createGuest, sandboxed, waitingGuest } from '../kit/guest.js'

describe('pageOf', () => {
  it('walks the whole list in either order, from any place', () => {
    fc.assert(fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), fc.boolean(), fc.option(fc.nat(59)), (length, maxResults, descending, from) => {
      const items = Array.from({ length }, (_, index) => `m${index}`)
      const positions = new Map(items.map((id, index) => [id, index]))
      const start = from !== null && from < length ? from : undefined
      const expected = descending ? items.slice(0, start ?? length).reverse() : items.slice(start === undefined ? 0 : start + 1)
      const walked: string[] = []
      let bound = start === undefined ? undefined : items[start]
      // A page too many is a failure, not an endless walk.
      for (let pages = 0; pages <= length; pages += 1) {
        const page = pageOf(items, positions, { descending, maxResults, ...(bound === undefined ? {} : descending ? { before: bound } : { after: bound }) })
        if (page === undefined) throw new Error('An id of the list was not found.')
        expect(page.entities.length).toBeLessThanOrEqual(maxResults)
        walked.push(...page.entities)
        if (!page.more) break
        bound = page.entities.at(-1)
      }
      expect(walked).toEqual(expected)
    }))
  })

  it('keeps between both bounds', () => {
    fc.assert(fc.property(fc.nat(9), fc.nat(9), fc.boolean(), (low, high, descending) => {
      const items = Array.from({ length: 10 }, (_, index) => String(index))
      const positions = new Map(items.map((id, index) => [id, index]))
      const between = items.filter((_, index) => index > low && index < high)
      expect(pageOf(items, positions, { after: String(low), before: String(high), descending, maxResults: 10 })?.entities).toEqual(descending ? between.reverse() : between)
    }))
  })
})

interface Listed {
  readonly pageSize: number
  readonly entities: ReadonlyArray<{ readonly id: string; readonly body?: string }>
  readonly next?: string
  readonly previousPage?: string
  readonly selfUri: string
}

describe('history over the wire', () => {
  const many = async (count: number) => {
    const sandbox = await sandboxed()
    const guest = await waitingGuest(sandbox)
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Agent' })
    for (let index = 0; index < count; index += 1) sandbox.control.sendMessage(guest.id, memberId, `line ${index}`)
    const path = `/api/v2/webchat/guest/conversations/${guest.id}`
    // The shape is what this spec compares.
    const get = async (query: string): Promise<Listed> => (await guest.call('GET', `/messages${query}`)).body as unknown as Listed
    return { sandbox, guest, get, path, all: sandbox.control.conversation(guest.id).messages }
  }

  it('gives 100 at most and leads on with next', async () => {
    const { get, path, all } = await many(120)
    const first = await get('?maxResults=500')
    expect([first.pageSize, first.entities.length]).toEqual([100, 100])
    const second = await get(first.next?.slice(`${path}/messages`.length) ?? '')
    expect([...first.entities, ...second.entities].map(({ id }) => id)).toEqual(all.map(({ id }) => id))
    expect('next' in second).toBe(false)
  })

  it('scrolls back as the recorded client does', async () => {
    const { get, path, all } = await many(4)
    const first = await get('?sortOrder=descending&maxResults=3')
    expect(first.entities.map(({ body }) => body)).toEqual(['line 3', 'line 2', 'line 1'])
    expect(Object.keys(first)).toEqual(['pageSize', 'entities', 'next', 'selfUri'])
    expect(first.next).toBe(`${path}/messages?sortOrder=descending&maxResults=3&before=${first.entities[2]?.id}`)
    expect(first.selfUri).toBe(`${path}/messages?sortOrder=descending&maxResults=3`)
    const second = await get(`?sortOrder=descending&maxResults=3&before=${first.entities[2]?.id}`)
    expect(second.previousPage).toBe(`${path}/messages?sortOrder=descending&maxResults=3&after=${second.entities[0]?.id}`)
    const gap = await get(`?after=${all.at(-3)?.id}`)
    expect(gap.entities.map(({ body }) => body)).toEqual(['line 2', 'line 3'])
    expect(gap.selfUri).toBe(`${path}/messages?after=${all.at(-3)?.id}`)
  })

  it('takes empty values as absent, and join entries come without body', async () => {
    const { get, all } = await many(1)
    const listed = await get('?after=&before=&sortOrder=&maxResults=')
    expect([listed.pageSize, listed.entities.map(({ id }) => id)]).toEqual([100, all.map(({ id }) => id)])
    expect(Object.keys(listed.entities[0] ?? {})).toEqual(['id', 'conversation', 'sender', 'bodyType', 'timestamp', 'selfUri'])
  })

  it.each(['maxResults=0', 'maxResults=x', 'maxResults=-1', 'sortOrder=up', 'after=nothing', 'before=nothing'])('refuses %s', async (query) => {
    const { guest } = await many(0)
    const { status, body } = await guest.call('GET', `/messages?${query}`)
    expect([status, body['code'], body['messageParams']]).toEqual([400, 'invalid.query.param.value', { name: query.split('=')[0] }])
  })
})

describe('the member list', () => {
  it('has numbered pages that make the whole, and leaves out who left when asked', async () => {
    const sandbox = await sandboxed()
    const guest = await waitingGuest(sandbox)
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Agent' })
    const path = `/api/v2/webchat/guest/conversations/${guest.id}/members`
    const one = (await guest.call('GET', '/members?pageSize=2&pageNumber=1')).body
    const two = (await guest.call('GET', '/members?pageSize=2&pageNumber=2')).body
    const ids = (page: Record<string, unknown>): ReadonlyArray<unknown> => [page['entities']].flat().map((entity) => Object(entity).id)
    expect([...ids(one), ...ids(two)]).toEqual(sandbox.control.conversation(guest.id).members.map(({ id }) => id))
    expect({ ...one, entities: [] }).toEqual({
      entities: [], pageSize: 2, pageNumber: 1, total: 3, firstUri: `${path}?pageSize=2&pageNumber=1`, selfUri: `${path}?pageSize=2&pageNumber=1`,
      nextUri: `${path}?pageSize=2&pageNumber=2`, lastUri: `${path}?pageSize=2&pageNumber=2`, pageCount: 2
    })
    expect(two['previousUri']).toBe(`${path}?pageSize=2&pageNumber=1`)
    const present = (await guest.call('GET', '/members?pageSize=&pageNumber=&excludeDisconnectedMembers=true')).body
    expect([ids(present), present['pageSize']]).toEqual([[guest.memberId, memberId], 25])
  })

  it.each(['pageSize=0', 'pageNumber=x', 'excludeDisconnectedMembers=maybe'])('refuses %s', async (query) => {
    const sandbox = await sandboxed()
    const guest = await createGuest(sandbox)
    const { status, body } = await guest.call('GET', `/members?${query}`)
    expect([status, body['code']]).toEqual([400, 'invalid.query.param.value'])
  })
})
