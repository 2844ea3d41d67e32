/** Which organisations, deployments and queues the sandbox knows: the content of `--config FILE`. */
import { z } from 'zod'
import { flag, list, record, text } from '../schema/fields.js'

const Deployment = record({
  id: text,
  /** Refuses every chat. */
  disabled: flag.optional(),
  /** Refuses a chat without a memberAuthToken. */
  authenticationRequired: flag.optional(),
  /** Origins whose pages may open a chat, such as https://www.example.com; a request without an Origin passes. */
  allowedOrigins: list(text).optional(),
  /** A bot's first line. */
  greeting: record({ bot: text, text }).optional()
})

/** One deployment and what it demands. */
export type DeploymentConfig = Readonly<z.output<typeof Deployment>>

/** A deployment may be written as its id alone. */
const named = (given: unknown): unknown => (typeof given === 'string' ? { id: given } : given)

/** Reads the content of a configuration. */
export const SandboxConfig = record({
  organizations: list(text).optional(),
  deployments: list(z.preprocess(named, Deployment)).optional(),
  queues: list(text).optional()
})

/** What exists. A list that is left out leaves its kind open: everything of it exists. */
export interface SandboxConfig {
  readonly organizations?: ReadonlyArray<string>
  readonly deployments?: ReadonlyArray<DeploymentConfig>
  readonly queues?: ReadonlyArray<string>
}
