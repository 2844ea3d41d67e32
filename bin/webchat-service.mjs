#!/usr/bin/env node
import { isForRecordings, main, runOnRecording } from '../dist/cli.mjs'

const args = process.argv.slice(2)

// The kit needs RxJS, the rest of the program does not: it is only loaded for recordings.
process.exitCode = isForRecordings(args[0]) ? runOnRecording(args, await import('../dist/testing.mjs')) : main(args)
