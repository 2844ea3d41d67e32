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
    'BUSY', 'NO_MORE', 'NO_SESSION', 'RESTORE_TIMEOUT', 'SELF', 'agentTyping', 'clientTyping', 'commandNames', 'createService', 'decode', 'decodeConfig',
    'distinctMessages', 'event', 'eventNames', 'failure', 'inTurn', 'live', 'noCapabilities', 'number', 'pipeline', 'prefilter', 'preprocess', 'success'
  ],
  'webchat-service/bus': ['attach', 'boot', 'createBus', 'createDeferred', 'register'],
  'webchat-service/browser': ['browserEnvironment', 'cookieStore', 'inputs', 'online$', 'page', 'save', 'sharedAmongTabs', 'siteTabs', 'tabStore', 'uuid'],
  'webchat-service/node': ['memoryStore', 'nodeEnvironment'],
  'webchat-service/streams': ['agents$', 'each', 'lastMessage$', 'markAsRead', 'status$', 'transcript$', 'typing$', 'unread$'],
  'webchat-service/testing': [
    'after', 'agentJoins', 'agentLeaves', 'agentPauses', 'agentSays', 'agentSendsContent', 'agentSendsFile', 'agentTypes', 'agreeable',
    'alphabet', 'answering', 'botJoins', 'botSays', 'breaks', 'canNow', 'chat', 'completes', 'conformance', 'customerJoins', 'customerSays', 'deliverable',
    'diagram', 'drawRecording', 'drops', 'ended', 'ends', 'fails', 'failsAloud', 'gone', 'here', 'joins', 'leaves', 'lost', 'marblesWith',
    'memoryTransport', 'olderFrom', 'party', 'pauses', 'printTest', 'readRecording', 'record', 'regained', 'remembers', 'repeats', 'replay',
    'replying', 'restoredFrom', 'returns', 'rosterOf', 'said', 'says', 'signals', 'silent', 'table', 'typing', 'uploads'
  ],
  'webchat-service/testing/arbitraries': ['anyFrame', 'anyMove', 'anyStory', 'frameMakers'],
  'webchat-service/transports/guest-chat': ['guestChat'],
  'webchat-service/transports/web-messaging': ['webMessaging'],
  'webchat-service/transports/gms': ['gms'],
  'webchat-service/transports/multicloud-v3': ['multicloudV3']
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
