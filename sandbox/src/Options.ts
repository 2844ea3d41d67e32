/** What can be set, and what holds when it is not. Times in ms. */
import type { Clock } from './Clock.js'
import { systemClock } from './Clock.js'
import type { SandboxConfig } from './config/SandboxConfig.js'
import type { Settings as GmsSettings } from './gms/Settings.js'
import type { Settings as MulticloudSettings } from './multicloud/Settings.js'
import type { Settings } from './webMessaging/Settings.js'

/** The pace of the automatic agent, in ms. */
export interface AutoAgentTimes {
  /** From waiting to joined. */
  readonly join: number
  /** From hearing something to the typing indicator. */
  readonly think: number
  /** From the typing indicator to the message. */
  readonly type: number
}

/** Everything that can be set. */
export interface Options {
  /** 0 takes any free port. */
  readonly port: number
  /** The address to bind to. */
  readonly host: string
  /** Names beside those of this computer and `host` under which it may be reached, through a proxy for example. */
  readonly allowedHosts: ReadonlyArray<string>
  /** False: nobody answers unless the desk or the control does. A record sets its pace. */
  readonly autoAgent: boolean | Partial<AutoAgentTimes>
  /** Which organisations, deployments and queues exist; without it, all do. */
  readonly config?: SandboxConfig
  /** The file in which conversations are kept over a restart; without it they end with the process. */
  readonly state?: string
  /** The script bundle served at /webchat-service.bus.min.js. */
  readonly bundle?: string
  /** A test moves time itself. */
  readonly clock: Clock
  /** How web messaging behaves; the control can change it. */
  readonly webMessaging?: Partial<Settings>
  /** How GMS behaves; the control can change it. */
  readonly gms?: Partial<GmsSettings>
  /** How Multicloud CX behaves; the control can change it. */
  readonly multicloud?: Partial<MulticloudSettings>
  /** A heartbeat goes out on each guest stream this often. */
  readonly heartbeat: number
  /** A guest without a stream for this long is put out. */
  readonly abandoned: number
  /** A guest who says nothing to a connected agent for this long is put out. */
  readonly idle: number
  /** How long a guest's token is valid. */
  readonly tokenLifetime: number
  /** Longest message, in UTF-16 code units. */
  readonly maxBody: number
  /** Longest page of the history, and of the member list. */
  readonly maxPage: number
  /** Largest request, in bytes. */
  readonly maxRequest: number
  /** Ended conversations that stay readable. */
  readonly keepEnded: number
  /** Sessions of web messaging that are kept. Expired ones go by themselves. */
  readonly keepSessions: number
  /** Bytes of files that are kept, all together. The oldest go first. */
  readonly keepFiles: number
}

/** What holds when it is not set. */
export const defaults: Options = {
  port: 8080,
  host: '127.0.0.1',
  allowedHosts: [],
  autoAgent: true,
  clock: systemClock,
  heartbeat: 5_000,
  abandoned: 120_000,
  idle: 900_000,
  // Two captures lived 21.9 and 20.9 hours; the recorded example exactly 21.
  tokenLifetime: 75_600_000,
  maxBody: 4_000,
  maxPage: 100,
  maxRequest: 262_144,
  keepEnded: 200,
  keepSessions: 10_000,
  keepFiles: 268_435_456
}

/** The pace of the automatic agent when it is not set. */
export const autoAgentTimes: AutoAgentTimes = { join: 1_200, think: 400, type: 1_300 }
