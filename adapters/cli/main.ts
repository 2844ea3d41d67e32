/** The program `webchat-service`. Prints to standard output what a person would paste, to standard error what to know. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isLeft, left, right } from 'fp-ts/Either'
import type { Either } from '../../lib'
import { migrate } from './migrate'
import { printValue } from './printConfiguration'
import { readConfiguration } from './readConfiguration'

const USAGE = `Usage: webchat-service migrate FILE

Reads a site's _genesys.widgets configuration (a script, a page or JSON; nothing
in it is run) and prints the one for web messaging. FILE - is standard input.
What could not be carried over is named on standard error.`

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

const runMigrate = (file: string): number => {
  const text = readText(file)
  if (text === undefined) return fail(`${file}: no such file, or it cannot be read.`)
  const read = readConfiguration(text)
  if (isLeft(read)) return fail(`${file}: ${read.left}`)
  const { widgets, notes } = migrate(read.right)
  process.stdout.write(`window._genesys = window._genesys || {}\nwindow._genesys.widgets = ${printValue(widgets)}\n`)
  notes.forEach((note) => process.stderr.write(`note: ${note}\n`))
  return DONE
}

interface Wanted {
  readonly help: boolean
  readonly positionals: ReadonlyArray<string>
}

/** `Left`: which argument is not known. */
const readArguments = (args: ReadonlyArray<string>): Either<string, Wanted> => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } })
    return right({ help: values.help ?? false, positionals })
  } catch (error) {
    return left(error instanceof Error ? error.message : 'unknown option')
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
  const [command, file, ...rest] = positionals
  if (command !== 'migrate' || file === undefined || rest.length > 0) return fail(`expected "migrate FILE".\n\n${USAGE}`)
  return runMigrate(file)
}
