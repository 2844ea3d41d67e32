/** `npm run chaos`: a conversation under every fault, over every back end. Prints a table; exits with 1 when anything was lost. */
import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { table } from '../bench/table.mjs'
import { backEnds } from './backEnds.mjs'
import { faults } from './faults.mjs'
import { picture } from './picture.mjs'
import { createPorts } from './ports.mjs'
import { HEADING, rowOf } from './row.mjs'

const CELL = fileURLToPath(new URL('cell.mjs', import.meta.url))

const { values } = parseArgs({
  options: {
    backend: { type: 'string', multiple: true },
    fault: { type: 'string', multiple: true },
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    /** Messages per second. */
    agent: { type: 'string' },
    customer: { type: 'string' },
    /** How many conversations go on side by side. */
    jobs: { type: 'string', default: '4' },
    json: { type: 'string' },
    picture: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false }
  }
})

const stop = (sentence) => {
  console.error(sentence)
  process.exit(2)
}

/** The names that were chosen, or all. One that does not exist ends the program. */
const chosen = (given, all) => {
  const names = (given ?? all).flatMap((name) => name.split(','))
  const unknown = names.find((name) => !all.includes(name))
  if (unknown !== undefined) stop(`There is no ${unknown}: one of ${all.join(', ')}`)
  return names
}

/** A number above zero that was given, or the other. */
const numberOf = (name, otherwise) => {
  const given = values[name]
  if (given === undefined) return otherwise
  const number = Number(given)
  if (!(number > 0)) stop(`--${name}: expected a number above 0, found ${given}`)
  return number
}

/** How many lines of what happened are printed: `--json` has them all. */
const MOST_LINES = 40

const printed = (happened) => [...happened.slice(0, MOST_LINES), ...(happened.length > MOST_LINES ? [`… and ${happened.length - MOST_LINES} more: --json FILE has them`] : [])]

/** Runs a cell in a process of its own. One that ends without a result has thrown. */
const run = (cell) =>
  new Promise((resolve) => {
    const child = fork(CELL, [JSON.stringify(cell)])
    let result = { ...cell, failures: ['the process ended without a result'], happened: [] }
    child.on('message', (message) => (result = message))
    child.on('exit', () => resolve(result))
  })

const seconds = numberOf('seconds', 30)
const cells = chosen(values.backend, Object.keys(backEnds)).flatMap((backEnd) => {
  const { rates, sending, isPolled = false } = backEnds[backEnd]
  return chosen(values.fault, Object.keys(faults))
    .filter((fault) => faults[fault].inRequests !== true || sending !== undefined)
    .filter((fault) => faults[fault].inHistory !== true || !isPolled)
    .map((fault) => ({
      backEnd,
      fault,
      seconds: Math.max(seconds, faults[fault].least ?? 0),
      seed: numberOf('seed', 1),
      rates: { agent: numberOf('agent', rates.agent), customer: numberOf('customer', rates.customer) }
    }))
})

const takePorts = createPorts()
const results = []
let finished = 0
/** Those that take longest begin first: so none goes on alone at the end. */
const waiting = cells.map((cell, place) => ({ cell, place })).sort((a, b) => b.cell.seconds - a.cell.seconds)
const work = async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const result = await run({ ...next.cell, ports: await takePorts() })
    results[next.place] = result
    finished += 1
    console.error(`${finished} of ${cells.length}: ${result.backEnd} ${result.fault} ${result.failures.length === 0 ? 'ok' : 'FAILED'}`)
    for (const line of result.failures) console.error(`${result.backEnd} ${result.fault}, seed ${result.seed}: ${line}`)
    if (values.verbose || result.failures.length > 0) for (const line of printed(result.happened)) console.error(`  ${line}`)
  }
}
await Promise.all(Array.from({ length: numberOf('jobs', 4) }, work))

const rows = results.map(rowOf)
for (const line of table({ heading: HEADING, rows, asMarkdown: values.markdown })) console.log(line)
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(results, undefined, 2))
if (values.picture !== undefined) writeFileSync(values.picture, picture({ heading: HEADING, rows, note: `npm run chaos -- --seed ${values.seed} --seconds ${seconds}` }))
process.exitCode = results.every((result) => result.failures.length === 0) ? 0 : 1
