/** `npm run chaos`: a conversation under every fault, over every back end. Prints a table; exits with 1 when anything was lost. */
import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { table } from '../bench/table.mjs'
import { backEnds } from './backEnds.mjs'
import { faults } from './faults.mjs'

const CELL = fileURLToPath(new URL('cell.mjs', import.meta.url))
const HEADING = ['back end', 'fault', 'agent', 'lost', 'doubled', 'disordered', 'customer', 'lost', 'doubled', 'disordered', 'failed', 'of these arrived', '']

const { values } = parseArgs({
  options: {
    'back-end': { type: 'string', multiple: true },
    backend: { type: 'string', multiple: true },
    fault: { type: 'string', multiple: true },
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    /** How many conversations go on side by side. */
    beside: { type: 'string', default: '4' },
    json: { type: 'string' },
    verbose: { type: 'boolean', default: false }
  }
})

/** The names that were chosen, or all. One that does not exist ends the program. */
const chosen = (given, all) => {
  const names = (given ?? all).flatMap((name) => name.split(','))
  const unknown = names.find((name) => !all.includes(name))
  if (unknown === undefined) return names
  console.error(`There is no ${unknown}: one of ${all.join(', ')}`)
  process.exit(2)
}

/** Runs a cell in a process of its own. One that ends without a result has thrown. */
const run = (cell) =>
  new Promise((resolve) => {
    const child = fork(CELL, [JSON.stringify(cell)])
    let result = { ...cell, failures: ['the process ended without a result'], happened: [], errors: [] }
    child.on('message', (message) => (result = message))
    child.on('exit', () => resolve(result))
  })

const flow = ({ lost, doubled, disordered }) => [lost, doubled, disordered].map(({ length }) => String(length))

const row = ({ backEnd, fault, result, failures }) => {
  const verdict = failures.length === 0 ? 'ok' : 'FAILED'
  if (result === undefined) return [backEnd, fault, ...Array(10).fill('-'), verdict]
  const { down, up, counts } = result
  return [
    backEnd, fault, String(counts.agent), ...flow(down), String(counts.customer), ...flow(up), String(counts.refused.length), String(counts.refusedButArrived.length), verdict
  ]
}

const cells = chosen(values.backend ?? values['back-end'], Object.keys(backEnds)).flatMap((backEnd) =>
  chosen(values.fault, Object.keys(faults))
    .filter((fault) => (faults[fault].only ?? backEnd) === backEnd)
    .map((fault) => ({ backEnd, fault, seconds: Number(values.seconds), seed: Number(values.seed) }))
)

const results = []
const waiting = cells.map((cell, place) => ({ cell, place }))
const work = async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const result = await run(next.cell)
    results[next.place] = result
    for (const line of result.failures) console.error(`${result.backEnd} ${result.fault}, seed ${result.seed}: ${line}`)
    if (values.verbose || result.failures.length > 0) for (const line of result.happened) console.error(`  ${line}`)
  }
}
await Promise.all(Array.from({ length: Number(values.beside) }, work))

for (const line of table({ heading: HEADING, rows: results.map(row), asMarkdown: false })) console.log(line)
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(results, undefined, 2))
process.exitCode = results.every(({ failures }) => failures.length === 0) ? 0 : 1
