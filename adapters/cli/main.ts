/** The program `webchat-service`. Prints to standard output what a person would paste, to standard error what to know. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { migrate } from './migrate'
import { printValue } from './printConfiguration'
import { readConfiguration } from './readConfiguration'

const USAGE = `Usage: webchat-service migrate FILE

Reads a site's _genesys.widgets configuration (a script, a page or JSON; nothing
in it is run) and prints the one for web messaging. FILE - is standard input.
What could not be carried over is named on standard error.`

const fail = (sentence: string): number => {
  process.stderr.write(`webchat-service: ${sentence}\n`)
  return 1
}

const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch {
    return undefined
  }
}

const runMigrate = (file: string): number => {
  const text = readText(file)
  if (text === undefined) return fail(`${file}: no such file, or it cannot be read.`)
  const widgets = readConfiguration(text)
  if (widgets._tag === 'Left') return fail(`${file}: ${widgets.left}`)
  const migration = migrate(widgets.right)
  process.stdout.write(`window._genesys = window._genesys || {}\nwindow._genesys.widgets = ${printValue(migration.widgets)}\n`)
  migration.notes.forEach((note) => process.stderr.write(`note: ${note}\n`))
  return 0
}

export const main = (args: ReadonlyArray<string>): number => {
  const wanted = readArgs(args)
  if (typeof wanted === 'string') return fail(`${wanted}\n\n${USAGE}`)
  const [command, file, ...rest] = wanted.positionals
  if (wanted.help) {
    process.stdout.write(`${USAGE}\n`)
    return 0
  }
  if (command !== 'migrate' || file === undefined || rest.length > 0) return fail(`expected "migrate FILE".\n\n${USAGE}`)
  return runMigrate(file)
}

const readArgs = (args: ReadonlyArray<string>): { readonly help: boolean; readonly positionals: ReadonlyArray<string> } | string => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } })
    return { help: values.help ?? false, positionals }
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown option'
  }
}
