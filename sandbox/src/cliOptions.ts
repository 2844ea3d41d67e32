/** The command line, read into options. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { SandboxConfig } from './config/SandboxConfig.js'
import { Refusal } from './model/Refusal.js'
import type { Options } from './Options.js'
import { defaults } from './Options.js'
import { packageRoot } from './packageRoot.js'
import { read } from './schema/validation.js'

const aPort = 'It must be a whole number from 0 to 65535.'
const Port = z.string().regex(/^\d{1,5}$/, aPort).transform(Number).refine((port) => port <= 65_535, aPort)

const readPort = (given: string): number => {
  const parsed = Port.safeParse(given)
  if (!parsed.success) throw new InvalidArgumentError(aPort)
  return parsed.data
}

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new InvalidArgumentError(error instanceof SyntaxError ? `It is not JSON: ${error.message}` : 'It cannot be read.')
  }
}

const readConfig = (file: string): SandboxConfig => {
  try {
    return read(SandboxConfig, readJson(file), 'config')
  } catch (error) {
    if (error instanceof Refusal) throw new InvalidArgumentError(`${error.message}.`)
    throw error
  }
}

/** The version of this package. */
export const version = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(resolve(packageRoot, 'package.json'), 'utf8'))
  return z.object({ version: z.string() }).parse(manifest).version
}

interface Given {
  readonly port?: number
  readonly host: string
  readonly allowHost?: ReadonlyArray<string>
  readonly config?: SandboxConfig
  readonly bundle?: string
  readonly state?: string
  readonly autoAgent: boolean
}

/**
 * The program: reads its arguments and starts.
 * @param environment where PORT may be set; the option wins over it.
 */
export const createProgram = (environment: Readonly<Record<string, string | undefined>>, start: (options: Partial<Options>) => Promise<void>): Command => {
  const program = new Command('webchat-service-sandbox')
    .description('A local server that speaks guest chat, web messaging, GMS and Multicloud CX v3, with a demo widget and an agent\'s desk. No production server.')
    .version(version(), '--version', 'print the version')
    .option('--port <number>', `port to listen on, 0 for any free one (default: PORT or ${defaults.port})`, readPort)
    .option('--host <host>', 'address to bind to', defaults.host)
    .option('--allow-host <name...>', 'further names under which it may be reached')
    .option('--config <file>', 'JSON file with the organizations, deployments and queues that exist (default: any)', readConfig)
    .option('--bundle <file>', 'the script bundle the demo page loads', (file) => resolve(file))
    .option('--state <file>', 'keep the conversations in this file over a restart', (file) => resolve(file))
    .option('--no-auto-agent', 'let nobody join but people at the desk')
    .allowExcessArguments(false)
    .helpOption('--help', 'print this help')
  return program.action(async ({ port, allowHost, ...given }: Given) => {
    const hosts = allowHost === undefined ? {} : { allowedHosts: allowHost }
    await start({ ...given, ...hosts, port: port ?? environmentPort(program, environment['PORT']) })
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
