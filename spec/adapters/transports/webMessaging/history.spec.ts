/** Pages of history and the JWT that opens them, which lives about a minute. */
import { firstValueFrom, NEVER, of } from 'rxjs'
import { fromWire } from '../../../../adapters/transports/webMessaging/fromWire'
import type { Item, Spoken } from '../../../../adapters/transports/webMessaging/fromWire'
import { createHistory } from '../../../../adapters/transports/webMessaging/history'
import type { Ask } from '../../../../adapters/transports/webMessaging/pending'
import { fixture } from './fixtures'
import { environment } from './kit'

const setup = (answers: ReadonlyArray<readonly [number, unknown]>) => {
  let jwts = 0
  const bearers: string[] = []
  const malformed: string[] = []
  const pages: string[] = []
  const world = environment({
    fetch: async (url, init) => {
      bearers.push(new Headers(init?.headers).get('authorization') ?? '')
      pages.push(new URL(String(url)).searchParams.get('pageNumber') ?? '')
      const [status, body] = answers[bearers.length - 1] ?? [200, { entities: [] }]
      return new Response(JSON.stringify(body), { status })
    }
  })
  const ask: Ask = ({ pick }) => {
    jwts += 1
    const jwt = pick({ _tag: 'JwtResponse', reply: true, tracingId: undefined, original: {}, body: { jwt: `j${jwts}` } })
    return jwt === undefined ? NEVER : of({ _tag: 'Right', right: jwt })
  }
  const toItem = (given: Spoken): Item | undefined => fromWire(given, { client: { type: 'Client' }, id: given.body.id, now: 0 })
  const history = createHistory({ environment: world, config: { dataURL: 'http://h', pageSize: 2 }, ask, toItem, malformed: ({ errors }) => malformed.push(...errors) })
  const get = (number = 1) => firstValueFrom(history.page(number, 3))
  const older = async (known: ReadonlyArray<string>, isWhole = true) => {
    const got = await firstValueFrom(history.older({ has: ({ id = '' }) => known.includes(id), count: () => known.length, isWhole: () => isWhole }))
    return got._tag === 'Right' ? got.right.map(({ id }) => id) : got.left.errorReason
  }
  return { get, older, bearers, pages, malformed }
}

it('reads a page as it comes, oldest first, and skips what it cannot read', async () => {
  const page = fixture('GET history page 1').response?.body as { entities: unknown[] }
  const { get } = setup([[200, { ...page, entities: [...page.entities, 7, null] }]])
  const past = await get()
  expect(past).toMatchObject({ _tag: 'Right', right: { isLast: true } })
  // The oldest one is the customer's announcement, which is nothing to show.
  expect(past._tag === 'Right' && past.right.items.filter(({ entries }) => entries.length > 0).map(({ body: { text } }) => text)).toEqual(['Hello, where is my order?', 'Hi Ana, Sam here.'])
})

it('tells of each entry that it cannot read once, with its place and without its text', async () => {
  const bad = { id: 'bad', type: 'Text', text: { secret: 'secret' } }
  const { get, malformed } = setup([[200, { entities: [bad, { id: 'a' }, 7] }], [200, { entities: [{ id: 'b' }, bad, 7] }]])
  await get()
  await get()
  expect(malformed).toEqual([expect.stringMatching(/^history\.entities\[0\]\.text: expected/), expect.stringMatching(/^history\.entities\[2\]: expected/)])
  expect(malformed.join()).not.toContain('secret')
})

it('a page of which nothing can be read is not the last one', async () => {
  const { get } = setup([[200, { entities: [7, null], pageCount: 2 }]])
  expect(await get()).toMatchObject({ right: { isLast: false, items: [] } })
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
  expect(await get()).toMatchObject({ _tag: 'Right', right: { isLast: true, items: [] } })
})

const page = (ids: string, more: object = {}) => [200, { entities: [...ids].map((id) => ({ id, type: 'Text', text: 'x' })), ...more }] as const

it('knows the last page by its number, or as an empty one where nobody says which is the last', async () => {
  const { get } = setup([page('dc', { pageCount: 2 }), page('ba', { pageCount: 2 }), page('ba'), page('')])
  const isLast = async (number: number): Promise<unknown> => {
    const got = await get(number)
    return got._tag === 'Right' && got.right.isLast
  }
  expect([await isLast(1), await isLast(2), await isLast(2), await isLast(3)]).toEqual([false, true, false, true])
})

describe('older pages', () => {
  it('begin where what is known ends, and overlap with it', async () => {
    const { older, pages } = setup([page('cb', { pageCount: 3 }), page('a', { pageCount: 3 })])
    expect(await older(['d', 'c', 'e'])).toEqual(['b'])
    expect(pages).toEqual(['2'])
  })
  it('go on to the next one where nothing is new, to the end', async () => {
    const { older, pages } = setup([page('cb'), page('a'), page('cb'), page('')])
    expect(await older(['e', 'd', 'c', 'b'])).toEqual(['a'])
    expect(await older(['e', 'd', 'c', 'b'])).toBe('NoMore')
    expect(pages).toEqual(['2', '3', '2', '3'])
  })
  it('step back where nothing is known: what lies between is no hole', async () => {
    const { older, pages } = setup([page('ba'), page('dc'), page('fe')])
    expect(await older(['g', 'f', 'x', 'y', 'z'])).toEqual(['e'])
    expect(pages).toEqual(['3', '2', '1'])
  })
  it('begin at the newest one where something is missing in between', async () => {
    const { older, pages } = setup([page('fe'), page('dc')])
    expect(await older(['f', 'e', 'b', 'a'], false)).toEqual(['c', 'd'])
    expect(pages).toEqual(['1', '2'])
  })
  it('a history without an end is walked for a while', async () => {
    const { older } = setup([])
    expect(await older([])).toBe('NoMore')
  })
})
