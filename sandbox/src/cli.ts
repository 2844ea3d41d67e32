/** The command-line program: starts a sandbox, says where it is, stops it cleanly. */
import { createProgram } from './cliOptions.js'
import { serve } from './serve.js'

await createProgram(process.env, serve).parseAsync()
