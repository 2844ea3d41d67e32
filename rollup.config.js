/** From what tsc made (build/) to what we ship (dist/): ESM, CJS and types, with fp-ts, io-ts and js-cookie inside. */
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { dts } from 'rollup-plugin-dts'
import license from 'rollup-plugin-license'

const entries = {
  index: 'lib/index',
  bus: 'adapters/bus/index',
  browser: 'adapters/browser/index',
  node: 'adapters/node/index',
  testing: 'testing/index',
  'transports/guest-chat': 'adapters/transports/guestChat/index',
  'transports/web-messaging': 'adapters/transports/webMessaging/index'
}

const input = (extension) => Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, `build/${path}${extension}`]))

const external = ['rxjs', 'rxjs/testing', 'ws', /^node:/]

const chunks = (extension) => ({
  dir: 'dist',
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `shared/[name].${extension}`
})

// io-ts and fp-ts were compiled for ES5: their `this` at the top level is a helper that nobody misses.
const strict = (level, log, handler) =>
  log.code === 'THIS_IS_UNDEFINED' && /(io|fp)-ts/.test(log.id) ? undefined : handler(level === 'warn' ? 'error' : level, log)

// What the core declares hangs together: the types of its commands are read off their table.
const core = (id) => (/[\\/]build[\\/]lib[\\/]/.test(id) ? 'core' : undefined)

export default [
  {
    input: input('.js'),
    external,
    onLog: strict,
    plugins: [
      nodeResolve(),
      license({ thirdParty: { includePrivate: false, output: 'dist/THIRD-PARTY-LICENSES.txt' } })
    ],
    output: [
      { ...chunks('mjs'), format: 'es', sourcemap: true },
      { ...chunks('cjs'), format: 'cjs', sourcemap: true }
    ]
  },
  {
    input: { cli: 'build/adapters/cli/main.js' },
    external,
    onLog: strict,
    plugins: [nodeResolve()],
    output: { ...chunks('mjs'), format: 'es' }
  },
  {
    input: input('.d.ts'),
    // None of these may be left in what comes out: spec/package reads the declarations.
    external: [...external, /^(fp-ts|io-ts|js-cookie)/],
    onLog: strict,
    plugins: [dts()],
    output: [{ ...chunks('d.mts'), format: 'es', manualChunks: core }, { ...chunks('d.cts'), format: 'es', manualChunks: core }]
  },
  {
    // The script bundles put the same on a page.
    input: { 'webchat-service.bus.min': 'build/adapters/bus/globals.d.ts' },
    external: /Plugin$/,
    onLog: strict,
    plugins: [dts()],
    output: { ...chunks('d.ts'), format: 'es', paths: () => './bus.mjs' }
  }
]
