/** The command line, read into options. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { SandboxConfig } from './config/SandboxConfig.js'
import { decodeConfig } from './config/SandboxConfig.js'
import { isRecord, says } from './decode/decode.js'
import type { Options } from './Options.js'
import { defaults } from './Options.js'
import { packageRoot } from './packageRoot.js'

const readPort = (given: string): number => {
  const port = Number(given)
  if (!/^\d{1,5}$/.test(given) || port > 65_535) throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
  return port
}

const readConfig = (file: string): SandboxConfig => {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new InvalidArgumentError(error instanceof SyntaxError ? `It is not JSON: ${error.message}` : 'It cannot be read.')
  }
  const decoded = decodeConfig(content)
  if (!decoded.ok) throw new InvalidArgumentError(`${says(decoded.problem)}.`)
  return decoded.value
}

export const version = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(resolve(packageRoot, 'package.json'), 'utf8'))
  return isRecord(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : 'unknown'
}

/** @param environment where PORT may be set; the option wins over it. */
export const createProgram = (environment: Readonly<Record<string, string | undefined>>, start: (options: Partial<Options>) => Promise<void>): Command => {
  const program = new Command('webchat-service-sandbox')
    .description('A local server that speaks guest chat and web messaging, with a demo widget and an agent\'s desk. No production server.')
    .version(version(), '--version', 'print the version')
    .option('--port <number>', `port to listen on, 0 for any free one (default: PORT or ${defaults.port})`, readPort)
    .option('--host <host>', 'address to bind to', defaults.host)
    .option('--config <file>', 'JSON file with the organizations, deployments and queues that exist (default: any)', readConfig)
    .option('--bundle <file>', 'the script bundle the demo page loads', (file) => resolve(file))
    .option('--no-auto-agent', 'let nobody join but people at the desk')
    .allowExcessArguments(false)
    .helpOption('--help', 'print this help')
  return program.action(async (given: { port?: number; host: string; config?: SandboxConfig; bundle?: string; autoAgent: boolean }) => {
    const { port = environmentPort(program, environment['PORT']), host, config, bundle, autoAgent } = given
    await start({ port, host, autoAgent, ...(config ? { config } : {}), ...(bundle === undefined ? {} : { bundle }) })
  })
}

const environmentPort = (program: Command, given: string | undefined): number => {
  if (given === undefined || given === '') return defaults.port
  try {
    return readPort(given)
  } catch (error) {
    return program.error(`error: the environment variable PORT is '${given}'. ${error instanceof Error ? error.message : ''}`)
  }
}
