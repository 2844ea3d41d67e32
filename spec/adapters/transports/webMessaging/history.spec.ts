/** Pages of history and the JWT that opens them, which lives about a minute. */
import { firstValueFrom, NEVER, of } from 'rxjs'
import type { Spoken } from '../../../../adapters/transports/webMessaging/fromWire'
import { createHistory } from '../../../../adapters/transports/webMessaging/history'
import { fixture } from './fixtures'
import { environment } from './kit'

const setup = (answers: ReadonlyArray<readonly [number, unknown]>) => {
  let jwts = 0
  const bearers: string[] = []
  const world = environment({
    fetch: async (_url, init) => {
      bearers.push(new Headers(init?.headers).get('authorization') ?? '')
      const [status, body] = answers[bearers.length - 1] ?? [200, { entities: [] }]
      return new Response(JSON.stringify(body), { status })
    }
  })
  const search = createHistory(world, { dataURL: 'http://h', pageSize: 25 }, (_request, pick) => {
    jwts += 1
    const jwt = pick({ _tag: 'JwtResponse', reply: true, tracingId: undefined, original: {}, body: { jwt: `j${jwts}` } })
    return jwt === undefined ? NEVER : of({ _tag: 'Right', right: jwt })
  })
  const get = (pages = 1) => {
    let [all, left]: [ReadonlyArray<Spoken>, number] = [[], pages]
    return firstValueFrom(search(0, (spoken, isLast) => {
      all = [...spoken, ...all]
      left -= 1
      return isLast || left === 0 ? { _tag: 'Right', right: { all, isLast } } as const : undefined
    }))
  }
  return { get, bearers }
}

it('reads a page as it comes, oldest first, and skips what it cannot read', async () => {
  const page = fixture('GET history page 1').response?.body as { entities: unknown[] }
  const { get } = setup([[200, { ...page, entities: [...page.entities, 7, null] }]])
  const past = await get()
  expect(past).toMatchObject({ _tag: 'Right', right: { isLast: true, all: [{ body: { type: 'Event' } }, { body: { text: 'Hello, where is my order?' } }, { body: { text: 'Hi Ana, Sam here.' } }] } })
})

it('asks for a JWT with each page, so that none can have ended', async () => {
  const { get, bearers } = setup([])
  await get()
  await get()
  expect(bearers).toEqual(['Bearer j1', 'Bearer j2'])
})

it('tells why a page cannot be had', async () => {
  const { get } = setup([[401, {}]])
  expect(await get()).toMatchObject({ _tag: 'Left', left: { status: 401 } })
})

it('takes what is no history for an empty page', async () => {
  const { get } = setup([[200, { entities: 'none' }]])
  expect(await get()).toMatchObject({ _tag: 'Right', right: { isLast: true, all: [] } })
})

it('goes back page by page to the last one, or to an empty one where nobody says which is the last', async () => {
  const page = (id: string, more: object = {}) => [200, { entities: [{ id, type: 'Text', text: 'x' }], ...more }] as const
  const counted = setup([page('b', { pageCount: 2 }), page('a', { pageCount: 2 })])
  expect(await counted.get(9)).toMatchObject({ _tag: 'Right', right: { all: [{ body: { id: 'a' } }, { body: { id: 'b' } }] } })
  const uncounted = setup([page('b'), page('a')])
  expect(await uncounted.get(9)).toMatchObject({ _tag: 'Right', right: { all: [{ body: { id: 'a' } }, { body: { id: 'b' } }] } })
  expect([counted.bearers.length, uncounted.bearers.length]).toEqual([2, 3])
})
