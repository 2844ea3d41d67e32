/** What the program prints when it has started: where the pages are, and what a widget is to be told. */

/** The back ends that the demo page can use, by what its address says. A further one is switched on here, once the page has its part. */
const demos: ReadonlyArray<{ readonly query: string; readonly isReady: boolean }> = [
  { query: '', isReady: true },
  { query: '?backend=webmessaging', isReady: true },
  { query: '?backend=gms', isReady: true },
  { query: '?backend=gms-cometd', isReady: false },
  { query: '?backend=multicloud', isReady: false }
]

/** What a widget is to be told, by back end. Any service will do in place of customer-support. */
const widgets: ReadonlyArray<readonly [name: string, path: string]> = [
  ['dataURL', ''], ['GMS', '/genesys/2/chat/customer-support'], ['CometD', '/genesys/cometd'], ['Multicloud', '/nexus/v3/chat/sessions']
]

const line = (name: string, address: string): string => `  ${name.padEnd(10)} ${address}`

/** The addresses, a line each. `url`: the origin. */
export const addresses = (url: string): string => [
  ...demos.filter(({ isReady }) => isReady).map(({ query }) => line('demo', `${url}/${query}`)),
  line('desk', `${url}/desk`),
  ...widgets.map(([name, path]) => line(name, `${url}${path}`))
].join('\n')
