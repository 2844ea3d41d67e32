/** Which organisations, deployments and queues the sandbox knows: the content of `--config FILE`. */
import type { Decoded, Decoder } from '../decode/decode.js'
import { flag, list, optional, shape, text } from '../decode/decode.js'

export interface DeploymentConfig {
  readonly id: string
  /** Refuses every chat. */
  readonly disabled?: boolean
  /** Refuses a chat without a memberAuthToken. */
  readonly authenticationRequired?: boolean
  /** Origins whose pages may open a chat, such as https://www.example.com; a request without an Origin passes. */
  readonly allowedOrigins?: ReadonlyArray<string>
  /** A bot's first line. */
  readonly greeting?: { readonly bot: string; readonly text: string }
}

export interface SandboxConfig {
  readonly organizations?: ReadonlyArray<string>
  readonly deployments?: ReadonlyArray<DeploymentConfig>
  readonly queues?: ReadonlyArray<string>
}

const deployment: Decoder<DeploymentConfig> = (input, field) =>
  typeof input === 'string'
    ? shape({ id: text })({ id: input }, field)
    : shape({
        id: text,
        disabled: optional(flag),
        authenticationRequired: optional(flag),
        allowedOrigins: optional(list(text)),
        greeting: optional(shape({ bot: text, text }, true))
      }, true)(input, field)

/** A deployment may be written as its id alone. */
export const decodeConfig = (input: unknown): Decoded<SandboxConfig> =>
  shape({ organizations: optional(list(text)), deployments: optional(list(deployment)), queues: optional(list(text)) }, true)(input, 'config')
