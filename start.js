/**
 * `npm start`: reads the arguments, builds what the demo needs and is not up to date, and starts the sandbox. The server runs
 * from its sources; types are checked by `npm test`, not here.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync, utimesSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createProgram } from './sandbox/src/cliOptions.ts'
import { defaults } from './sandbox/src/Options.ts'
import { serve, trouble } from './sandbox/src/serve.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

/** What the demo loads. `made`: the file that is newer than everything in `from` when there is nothing to do. */
const parts = [
  {
    name: 'the service',
    made: 'dist/webchat-service.bus.min.js',
    from: ['lib', 'adapters', 'webpack.config.js', 'tsconfig.json', 'package-lock.json'],
    command: ['webpack-cli/bin/cli.js', '--env', 'only=webchat-service.bus']
  },
  {
    name: 'the pages',
    made: 'sandbox/dist/assets/pages/demo/main.js',
    from: ['sandbox/pages', 'package-lock.json'],
    command: ['typescript/bin/tsc', '--project', 'sandbox/pages', '--noCheck']
  }
]

/** When a file, or the latest one in a folder, was written (ms since the epoch); 0 when there is none. */
const writtenAt = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, writtenAt(join(path, name))), 0)
}

const isStale = ({ made, from }) => {
  const then = writtenAt(join(root, made))
  return from.some((source) => writtenAt(join(root, source)) >= then)
}

/** Builds one part. Its tool is silent unless it fails. */
const build = async ({ made, command: [tool, ...options] }) => {
  const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(Buffer.concat(printed).toString())
  // A tool that finds the same result leaves the old file: it is up to date all the same.
  utimesSync(join(root, made), new Date(), new Date())
}

/** Throws the system's error when nothing can listen there. */
const checkAddress = async ({ port, host }) => {
  const server = createServer().listen(port, host)
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

const buildStale = async () => {
  const stale = parts.filter(isStale)
  if (stale.length === 0) return
  process.stdout.write('Building, about 10 s')
  await Promise.all(stale.map(async (part) => {
    await build(part)
    process.stdout.write(` … ${part.name}`)
  }))
  process.stdout.write('\n\n')
}

const start = async (given) => {
  const options = { ...defaults, ...given }
  try {
    await checkAddress(options)
  } catch (error) {
    console.error(trouble(error, options))
    process.exitCode = 1
    return
  }
  try {
    if (given.bundle === undefined) await buildStale()
  } catch (error) {
    console.error(`\n${error.message}\nThe demo could not be built.`)
    process.exitCode = 1
    return
  }
  await serve(given)
}

await createProgram(process.env, start).name('npm start --').parseAsync()
