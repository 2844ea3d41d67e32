/** The program `webchat-service`. Prints to standard output what a person would paste, to standard error what to know. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isLeft, left, right } from 'fp-ts/Either'
import type { Either } from '../../lib'
import { check } from './check'
import { migrate, PLACEHOLDER } from './migrate'
import { namesNeeded } from './namesNeeded'
import { printValue } from './printConfiguration'
import { readConfiguration, reasonOf } from './readConfiguration'
import type { File, Reading } from './readConfiguration'

const USAGE = `Usage: webchat-service migrate FILE...
       webchat-service migrate --check FILE...

Reads a site's _genesys.widgets configuration and prints the one for web messaging.
It may be for guest chat, GMS or Multicloud CX v3, in scripts, TypeScript, pages or
JSON; several files are read one after another, as a page loads them. Nothing in
them is run. FILE - is standard input. What could not be carried over, and what the
output needs from elsewhere, is named on standard error.

--check prints nothing new: it says what the service itself would say of the
configuration as it is, and fails when there is something wrong.`

/** The exit codes of a program. */
const DONE = 0
const FAILED = 1

const fail = (sentence: string): number => {
  process.stderr.write(`webchat-service: ${sentence}\n`)
  return FAILED
}

const STANDARD_INPUT = 0

const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file === '-' ? STANDARD_INPUT : file, 'utf8')
  } catch {
    return undefined
  }
}

const readFiles = (names: ReadonlyArray<string>): Either<string, ReadonlyArray<File>> => {
  const files: File[] = []
  for (const name of names) {
    const text = readText(name)
    if (text === undefined) return left(`${name}: no such file, or it cannot be read.`)
    files.push({ name, text })
  }
  return right(files)
}

const nextSteps = (output: string, names: ReadonlyArray<string>): ReadonlyArray<string> => [
  `Put the output in the place of the configuration in ${names.join(' and ')}.`,
  ...Object.values(PLACEHOLDER).filter((each) => output.includes(each)).map((each) => `Fill in ${each}.`),
  'Look at it again: webchat-service migrate --check FILE',
  'Load webchat-service.bus.min.js on the page, and change the inbound message flow: docs/migrate-to-web-messaging.md'
]

const runMigrate = ({ widgets, head, shape, notes }: Reading, names: ReadonlyArray<string>): number => {
  const migration = migrate(widgets)
  const value = shape(migration.widgets)
  const output = `${head}${printValue(value)}\n`
  process.stdout.write(output)
  for (const note of [...migration.notes, ...notes, ...namesNeeded(value)]) process.stderr.write(`note: ${note}\n`)
  nextSteps(output, names).forEach((step, index) => process.stderr.write(`${index === 0 ? '\nNext:\n' : ''}  ${index + 1}. ${step}\n`))
  return DONE
}

const runCheck = ({ widgets, notes }: Reading): number => {
  const { problems, unknown } = check(widgets)
  for (const problem of problems) process.stdout.write(`${problem}\n`)
  if (problems.length === 0) process.stdout.write('Nothing wrong found.\n')
  for (const note of [...notes, ...unknown]) process.stderr.write(`note: ${note}\n`)
  return problems.length === 0 ? DONE : FAILED
}

interface Wanted {
  readonly help: boolean
  readonly check: boolean
  readonly positionals: ReadonlyArray<string>
}

/** `Left`: which argument is not known. */
const readArguments = (args: ReadonlyArray<string>): Either<string, Wanted> => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, check: { type: 'boolean' } }
    })
    return right({ help: values.help ?? false, check: values.check ?? false, positionals })
  } catch (error) {
    return left(reasonOf(error, 'unknown option'))
  }
}

/** Runs the program with the arguments of its command line, and answers with its exit code: 0 when it is done, 1 when it failed. */
export const main = (args: ReadonlyArray<string>): number => {
  const wanted = readArguments(args)
  if (isLeft(wanted)) return fail(`${wanted.left}\n\n${USAGE}`)
  const { help, positionals } = wanted.right
  if (help) {
    process.stdout.write(`${USAGE}\n`)
    return DONE
  }
  const [command, ...names] = positionals
  if (command !== 'migrate' || names.length === 0) return fail(`expected "migrate FILE".\n\n${USAGE}`)
  const files = readFiles(names)
  if (isLeft(files)) return fail(files.left)
  const reading = readConfiguration(files.right)
  if (isLeft(reading)) return fail(reading.left)
  return wanted.right.check ? runCheck(reading.right) : runMigrate(reading.right, names)
}
