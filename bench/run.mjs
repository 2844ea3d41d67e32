/** `npm run bench`: measures, prints tables. `npm run bench -- --help` lists the options. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { growth } from './growth.mjs'
import { measure } from './measure.mjs'
import { subjects } from './subjects/index.mjs'
import { table } from './table.mjs'

/** Those who keep a transcript that can be read. */
const KEEPERS = ['guestChat', 'webMessaging']

const HELP = `npm run bench -- [options]
  --quick          fewer and shorter rounds, for a look while working
  --only A,B       only these subjects: ${Object.keys(subjects).join(', ')}
  --rounds N       rounds measured (9; quick: 5)
  --messages N     messages of a round (20,000; quick: 10,000)
  --growth A,B     whose long chats are measured, of ${KEEPERS.join(', ')}; or none (guestChat; with --quick or --only: none)
  --json FILE      writes everything measured to a file
  --markdown       prints tables as Markdown`

/** A long chat, the transcript that is read, and how many chats. */
const LONG = { count: 1_000_000, read: 100_000, rounds: 3 }
const LONG_QUICK = { count: 200_000, read: 100_000, rounds: 1 }

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    messages: { type: 'string' },
    growth: { type: 'string' },
    json: { type: 'string' },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false }
  }
})

if (options.help) {
  console.log(HELP)
  process.exit()
}

const fail = (why) => {
  console.error(`${why}\n${HELP}`)
  process.exit(1)
}

/** A whole number of at least 1, or what holds without one. */
const numberOf = (name, otherwise) => {
  const given = options[name]
  if (given === undefined) return otherwise
  const number = Number(given)
  return Number.isInteger(number) && number > 0 ? number : fail(`--${name}: expected a whole number, found ${given}`)
}

/** Names of subjects, or what holds without any. */
const namesOf = (option, otherwise) => {
  const given = options[option]
  if (given === undefined) return otherwise
  const names = given === 'none' ? [] : given.split(',')
  for (const name of names) if (!Object.hasOwn(subjects, name)) fail(`--${option}: there is no subject ${name}`)
  return names
}

const names = namesOf('only', Object.keys(subjects))
const growing = namesOf('growth', options.quick || options.only !== undefined ? [] : ['guestChat'])
for (const name of growing) if (!KEEPERS.includes(name)) fail(`--growth: ${name} keeps no transcript`)

const count = numberOf('messages', options.quick ? 10_000 : 20_000)
const rounds = numberOf('rounds', options.quick ? 5 : 9)

/** On one line of a terminal, and nowhere else. */
const progress = (text) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

const print = (heading, rows) => console.log(table({ heading, rows, asMarkdown: options.markdown }).join('\n'))

/** For a README, the median alone. */
const between = ({ median, low, high }, digits) =>
  options.markdown ? median.toFixed(digits) : `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`
const kilobytes = (bytes) => (bytes === undefined ? 'not known' : `${(bytes / 1000).toFixed(1)} kB`)

const throughput = await measure(names, { count, rounds, warmUp: 2, progress })
progress('')

console.log(`${count} messages a round, ${rounds} rounds by turns: medians${options.markdown ? '' : ', and what half of the rounds lie between'}\n`)
print(
  ['a message', 'throughput of the floor', 'µs of CPU', 'allocated', 'on the wire'],
  throughput.map(({ name, ratio, cpu, allocated, bytes }) => [
    subjects[name].name,
    between(ratio, 2),
    between(cpu, 1),
    kilobytes(allocated),
    `${Math.round(bytes)} B`
  ])
)

const grown = []
for (const name of growing) grown.push(await growth(name, { ...(options.quick ? LONG_QUICK : LONG), progress }))
progress('')

for (const { name, count: all, read, time, cpu, retained, transcript, loop } of grown) {
  console.log('')
  print(
    [`${subjects[name].name}, ${all} messages`, ''],
    [
      ['last tenth over the first, time', between(time, 2)],
      ['last tenth over the first, CPU', between(cpu, 2)],
      ['bytes that stay of a message', `${Math.round(retained)} B`],
      [`getTranscript of ${read}`, `${Math.round(transcript)} ms`],
      ['a plain loop that copies the same', `${Math.round(loop)} ms`]
    ]
  )
}

if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ count, rounds, throughput, growth: grown }, null, 2)}\n`)
