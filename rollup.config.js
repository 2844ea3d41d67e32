/** From what tsc made (build/) to what we ship (dist/): ESM, CJS and types, with fp-ts, io-ts, js-cookie and the CometD client inside. */
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { dts } from 'rollup-plugin-dts'
import sourcemaps from 'rollup-plugin-sourcemaps2'
import { banner } from './banner.js'

const entries = {
  index: 'lib/index',
  bus: 'adapters/bus/index',
  browser: 'adapters/browser/index',
  node: 'adapters/node/index',
  streams: 'adapters/streams/index',
  testing: 'testing/index',
  'testing/arbitraries': 'testing/arbitraries',
  'transports/guest-chat': 'adapters/transports/guestChat/index',
  'transports/web-messaging': 'adapters/transports/webMessaging/index',
  'transports/gms': 'adapters/transports/gms/index',
  'transports/multicloud-v3': 'adapters/transports/multicloudV3/index'
}

const input = (extension) => Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, `build/${path}${extension}`]))

const external = ['rxjs', 'rxjs/testing', 'fast-check', 'ws', /^node:/]

const files = (extension) => ({
  dir: 'dist',
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `shared/[name].${extension}`
})

/** Code has a banner, and a map that leads to the TypeScript. */
const code = (extension) => ({ ...files(extension), banner, sourcemap: true })

/** The CometD client, a chunk of its own, looks for its platform under the name that it has in browsers. */
const platform = ({ moduleIds }) => (moduleIds.some((id) => /node_modules[\\/]cometd[\\/]/.test(id)) ? 'const window = globalThis' : '')

/** What `createRequire` needs to know in an ES module: where the module is. In CommonJS it is there by itself. */
const whereItIs = (chunk) => (chunk.name === 'node' ? 'const __filename = import.meta.url' : platform(chunk))

/** Takes in libraries, and the maps that tsc made. */
const plugins = [nodeResolve(), sourcemaps()]

/** Whether a warning is about a library alone, where it is harmless. */
const isHarmless = ({ code, id, ids }) => {
  // io-ts and fp-ts were compiled for ES5: their `this` at the top level is a helper that nobody misses.
  if (code === 'THIS_IS_UNDEFINED') return /(io|fp)-ts/.test(id)
  return code === 'CIRCULAR_DEPENDENCY' && ids.every((each) => each.includes('node_modules')) // they work as published
}

const strict = (level, log, handler) => (isHarmless(log) ? undefined : handler(level === 'warn' ? 'error' : level, log))

// What the core declares hangs together: the types of its commands are read off their table.
const core = (id) => (/[\\/]build[\\/]lib[\\/]/.test(id) ? 'core' : undefined)

export default [
  {
    input: input('.js'),
    external,
    onLog: strict,
    plugins,
    output: [
      { ...code('mjs'), format: 'es', intro: whereItIs },
      { ...code('cjs'), format: 'cjs', intro: platform }
    ]
  },
  {
    input: { cli: 'build/adapters/cli/program.js' },
    external: /^node:/, // it needs nothing beside it, whoever runs it
    onLog: strict,
    plugins: [...plugins, commonjs(), json()], // some of what reads scripts is published as CommonJS alone
    output: { ...code('mjs'), format: 'es', intro: platform, inlineDynamicImports: true } // one file, also what a back end would load only when configured
  },
  {
    input: input('.d.ts'),
    // None of these may be left in what comes out: spec/package reads the declarations.
    external: [...external, /^(fp-ts|io-ts|js-cookie)/],
    onLog: strict,
    plugins: [dts()],
    output: [{ ...files('d.mts'), format: 'es', manualChunks: core }, { ...files('d.cts'), format: 'es', manualChunks: core }]
  },
  {
    // The script bundles put the same on a page.
    input: { 'webchat-service.bus.min': 'build/adapters/bus/globals.d.ts' },
    external: /Plugin$/,
    onLog: strict,
    plugins: [dts()],
    output: { ...files('d.ts'), format: 'es', paths: () => './bus.mjs' }
  }
]
