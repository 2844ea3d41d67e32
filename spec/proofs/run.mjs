/** Runs the proofs in their long form: `npm run proofs -- --runs N --seed S`, and after it what else jest understands. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'

const LONG = '1000000'

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: LONG }, seed: { type: 'string', default: '' } },
  allowPositionals: true,
  strict: true
})

const isWhole = (text) => /^\d+$/.test(text)
if (!isWhole(values.runs) || (values.seed !== '' && !isWhole(values.seed))) {
  console.error('usage: npm run proofs -- [--runs N] [--seed S] [frames|answers|laws|soak|storm]')
  process.exit(2)
}

const jest = createRequire(import.meta.url).resolve('jest/bin/jest')
const paths = positionals.length > 0 ? positionals.map((name) => `spec/proofs/${name}`) : ['spec/proofs/']
const { status } = spawnSync(process.execPath, [jest, ...paths, '--selectProjects', 'core', '--runInBand'], {
  cwd: new URL('../..', import.meta.url),
  env: { ...process.env, PROOFS_RUNS: values.runs, PROOFS_SEED: values.seed },
  stdio: 'inherit'
})
process.exit(status ?? 1)
