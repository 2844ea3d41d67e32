/** The program `webchat-service`. Prints to standard output what a person would paste, to standard error what to know. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isLeft, left, right } from 'fp-ts/Either'
import type { Either } from '../../lib'
import { migrate } from './migrate'
import { printValue } from './printConfiguration'
import { readConfiguration } from './readConfiguration'

const USAGE = `Usage: webchat-service migrate FILE
       webchat-service replay FILE
       webchat-service diagram FILE

migrate   Reads a site's _genesys.widgets configuration (a script, a page or
          JSON; nothing in it is run) and prints the one for web messaging. What
          could not be carried over is named on standard error.
replay    Runs a recorded chat anew in virtual time and prints a marble test of
          it, ready to be pasted. What was told then and now goes to standard
          error; it fails when they differ.
diagram   Prints a recorded chat as a picture in SVG.

FILE - is standard input. A recording is what "record" of
webchat-service/testing has written.`

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

/** What the program needs of `webchat-service/testing`: handed in, for adapters do not know the kit. */
export interface Recordings<Lines> {
  /** Throws an `Error` that names the line which is none. */
  readonly readRecording: (text: string) => Lines
  readonly replay: (lines: Lines) => { readonly same: boolean; readonly text: string }
  readonly printTest: (lines: Lines) => string
  readonly drawRecording: (lines: Lines) => string
}

/** Runs the recording anew. */
const runReplay = <Lines>({ replay, printTest }: Recordings<Lines>, lines: Lines): number => {
  const { same, text } = replay(lines)
  process.stdout.write(printTest(lines))
  process.stderr.write(`${text}\n`)
  return same ? DONE : fail('what is told now is not what was told then.')
}

const runOnRecording = <Lines>(command: 'replay' | 'diagram', file: string, kit: Recordings<Lines>): number => {
  const text = readText(file)
  if (text === undefined) return fail(`${file}: no such file, or it cannot be read.`)
  try {
    const lines = kit.readRecording(text)
    if (command === 'replay') return runReplay(kit, lines)
    process.stdout.write(kit.drawRecording(lines))
    return DONE
  } catch (error) {
    return fail(`${file}: ${error instanceof Error ? error.message : 'it cannot be used.'}`)
  }
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

/**
 * Runs the program with the arguments of its command line, and answers with its exit code: 0 when it is done, 1 when it
 * failed. `loadKit`: only called for what needs the kit, since that needs RxJS.
 */
export const main = async <Lines>(args: ReadonlyArray<string>, loadKit: () => Promise<Recordings<Lines>>): Promise<number> => {
  const wanted = readArguments(args)
  if (isLeft(wanted)) return fail(`${wanted.left}\n\n${USAGE}`)
  const { help, positionals } = wanted.right
  if (help) {
    process.stdout.write(`${USAGE}\n`)
    return DONE
  }
  const [command, file, ...rest] = positionals
  if (command === undefined || file === undefined || rest.length > 0) return fail(`expected a command and a FILE.\n\n${USAGE}`)
  if (command === 'migrate') return runMigrate(file)
  if (command !== 'replay' && command !== 'diagram') return fail(`expected migrate, replay or diagram.\n\n${USAGE}`)
  return runOnRecording(command, file, await loadKit())
}
