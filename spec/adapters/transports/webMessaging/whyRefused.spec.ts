/** Why a chat does not start, by name: in virtual time, with what a deployment publishes. */
import { lets } from '../../../../adapters/transports/webMessaging/whyRefused'
import { page, sandboxed } from './kit'
import { scene } from './scene'

type Published = Readonly<Record<string, unknown>> | 'blocked' | number

interface Place {
  readonly config: Published
  readonly domains?: Published
}

/** Refuses every socket, and answers what is published. What `startChat` fails with, and after how many ms. */
const refused = async ({ config, domains = {} }: Place, reason = ''): Promise<readonly [string, number]> => {
  const fetch = (async (url: string) => {
    const published = url.endsWith('config.json') ? config : domains
    if (published === 'blocked') throw new TypeError('Failed to fetch')
    return typeof published === 'number' ? new Response('', { status: published }) : new Response(JSON.stringify(published))
  }) as unknown as typeof globalThis.fetch // the part of it that we use
  const transport = { deploymentId: 'd7', domain: 'mypurecloud.de', dataURL: undefined }
  const world = scene(transport, { fetch, page: () => ({ _genesys_url: 'https://shop.example:8443/basket?x=1' }) })
  world.script = (_, { close }) => (close(reason), true)
  let answer: readonly [string, number] = ['', 0]
  world.transport.call({ type: 'start', form: { displayName: 'Ana', more: {} }, userData: {}, interactionData: {}, options: {} }).subscribe((step) => {
    if (step._tag === 'Left') answer = [step.left.statusText, world.scheduler.now()]
  })
  await world.pass(20_000)
  return answer
}

it.each([
  ['an unknown deployment', { config: 404 }, 'api-cdn.mypurecloud.de knows no deployment d7'],
  ['one that a content network hides', { config: 403 }, 'api-cdn.mypurecloud.de knows no deployment d7'],
  ['a site that is not allowed', { config: {}, domains: { allowAllDomains: false, allowedDomains: ['other.example'] } }, 'does not allow the site shop.example'],
  ['no site at all', { config: {}, domains: { allowedDomains: [] } }, 'does not allow the site shop.example'],
  ['a policy without the socket', { config: {}, domains: { allowAllDomains: true } }, 'webmessaging.mypurecloud.de cannot be reached, though the deployment allows this site'],
  ['a policy without either host', { config: 'blocked' as const }, 'neither api-cdn.mypurecloud.de nor webmessaging.mypurecloud.de can be reached'],
  ['what cannot be found out', { config: 500 }, 'Is the deployment known'],
  ['domains that cannot be had', { config: {}, domains: 500 }, 'Is the deployment known']
])('%s is named, within seconds', async (_, place, expected) => {
  const [sentence, at] = await refused(place)
  expect(sentence).toContain(expected)
  expect(sentence).toMatch(/^There is no connection/)
  expect(at).toBeLessThan(5_000)
})

it('a socket that says 403, as in Node, is named so too', async () => {
  const [sentence] = await refused({ config: 404 }, 'Unexpected server response: 403')
  expect(sentence).toContain('knows no deployment d7')
})

it('a configuration host that is blocked alone keeps nobody from chatting', async () => {
  const world = scene({}, { fetch: (async () => { throw new TypeError('Failed to fetch') }) as unknown as typeof fetch }) // the part of it that we use
  expect(await world.start()).toEqual(['ok'])
})

it('an unknown deployment, on a real server', async () => {
  const sandbox = await sandboxed({ config: { deployments: [{ id: 'other' }] } })
  await expect(page(sandbox).run('startChat')).rejects.toMatchObject({ errorReason: 'refused', statusText: 'There is no connection: 127.0.0.1 knows no deployment d1.' })
})

it.each([
  [{ allowAllDomains: true }, true], [{ allowAllDomains: false, allowedDomains: [] }, false], [{ allowedDomains: ['shop.example'] }, true], [{ allowedDomains: ['SHOP.example'] }, true],
  [{ allowedDomains: ['example'] }, true], [{ allowedDomains: ['.example'] }, true], [{ allowedDomains: ['.shop.example'] }, false], [{ allowedDomains: ['hop.example'] }, false], [{ allowedDomains: ['https://shop.example'] }, false],
  [{ allowedDomains: ['shop.example:443'] }, false], [{ allowedDomains: [7, null] }, false], [{}, undefined], ['nonsense', undefined]
])('domains.json %j lets shop.example in: %p', (domains, expected) => {
  expect(lets('shop.example', domains)).toBe(expected)
})
