#!/usr/bin/env node
/** Runs the compiled program; in a fresh clone it says what is missing. */
import { existsSync } from 'node:fs'

const program = new URL('../dist/cli.js', import.meta.url)
if (existsSync(program)) {
  await import(program.href)
} else {
  console.error('The sandbox is not built yet. Run `npm start` to build what it needs and start it, or `npm run build` first.')
  process.exitCode = 1
}
