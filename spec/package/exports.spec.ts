/** What is in the package, as a consumer's Node and compiler find it. Needs `npm run build`. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')
const node = (...args: string[]): string => execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })

const names = (how: 'import' | 'require', entry: string): string[] =>
  JSON.parse(
    node(
      how === 'import' ? '--input-type=module' : '--input-type=commonjs',
      '-e',
      how === 'import'
        ? `console.log(JSON.stringify(Object.keys(await import('${entry}')).sort()))`
        : `console.log(JSON.stringify(Object.keys(require('${entry}')).sort()))`
    )
  )

const entries: Record<string, string[]> = {
  'webchat-service': [
    'BUSY', 'NO_MORE', 'NO_SESSION', 'RESTORE_TIMEOUT', 'SELF', 'agentTyping', 'clientTyping', 'createService', 'decode', 'decodeConfig',
    'distinctMessages', 'event', 'eventNames', 'failure', 'inTurn', 'live', 'noCapabilities', 'number', 'pipeline', 'prefilter', 'preprocess', 'success'
  ],
  'webchat-service/bus': ['attach', 'boot', 'createBus', 'createDeferred', 'register'],
  'webchat-service/browser': ['browserEnvironment', 'cookieStore', 'inputs', 'online$', 'page', 'save', 'sharedAmongTabs', 'siteTabs', 'tabStore', 'uuid'],
  'webchat-service/node': ['memoryStore', 'nodeEnvironment'],
  'webchat-service/testing': [
    'after', 'agreeable', 'breaks', 'chat', 'completes', 'conformance', 'deliverable', 'ended', 'fails', 'gone', 'here', 'joins', 'leaves', 'lost',
    'marblesWith', 'memoryTransport', 'party', 'pauses', 'regained', 'repeats', 'replying', 'said', 'says', 'silent', 'typing'
  ],
  'webchat-service/transports/guest-chat': ['guestChat'],
  'webchat-service/transports/web-messaging': ['webMessaging'],
  'webchat-service/transports/gms': ['gms']
}

describe.each(Object.entries(entries))('%s', (entry, expected) => {
  it.each(['import', 'require'] as const)('gives the same names to %s', (how) => {
    expect(names(how, entry)).toEqual(expected)
  })
})

it('declares types that need neither fp-ts nor io-ts', () => {
  const declarations = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.d\.[mc]ts$/.test(name))
  expect(declarations.length).toBeGreaterThan(0)
  const needing = declarations.filter((name) => /from ['"](fp-ts|io-ts|js-cookie)/.test(readFileSync(join(root, 'dist', name), 'utf8')))
  expect(needing).toEqual([])
})
