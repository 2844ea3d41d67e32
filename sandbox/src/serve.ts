/** Runs a sandbox until it is stopped, and says in plain words where it is or why it cannot be. */
import { addresses } from './addresses.js'
import type { Options } from './Options.js'
import { startSandbox } from './startSandbox.js'

/** What a person can do about it, when a server with these options could not listen. */
export const trouble = (error: unknown, { port, host }: Partial<Options>): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use. Choose another one with --port, or 0 for any free one.`
    case 'EACCES':
      return `Port ${port} of ${host} may not be used by this user. Choose one from 1024 on with --port.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this computer. Choose another one with --host.`
  }
  return `The sandbox could not start: ${error instanceof Error ? error.message : String(error)}`
}

const greeting = (url: string, { autoAgent }: Partial<Options>): string => {
  const agent = autoAgent === false ? 'Nobody answers until somebody joins at the desk.' : 'An automatic agent joins after a moment; a person at the desk takes over.'
  return `WebChatService sandbox
${addresses(url)}
${agent} Ctrl+C stops.`
}

/** Starts a sandbox, prints its addresses, and stops it with the process. Sets the exit code when it cannot start. */
export const serve = async (options: Partial<Options>): Promise<void> => {
  try {
    const sandbox = await startSandbox(options)
    console.log(greeting(sandbox.url, options))
    process.once('SIGINT', sandbox.close)
    process.once('SIGTERM', sandbox.close)
  } catch (error) {
    console.error(trouble(error, options))
    process.exitCode = 1
  }
}
