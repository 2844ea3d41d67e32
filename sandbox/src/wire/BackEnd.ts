/** What a back end brings to the server: its requests, its streams, and nothing of the desk. */
import type { FastifyInstance } from 'fastify'
import type { Timers } from '../Clock.js'
import type { TakeFile } from './TakeFile.js'
import type { FaultBox } from '../faults/faultBox.js'
import type { Switchboard } from '../model/switchboard.js'
import type { Options } from '../Options.js'
import type { StateKeeper } from '../state/stateFile.js'
import type { StatePart } from '../state/StatePart.js'
import type { Hosts } from './hosts.js'
import type { Links } from './links.js'
import type { Upgrade } from './upgrades.js'

/** A back end, mounted on the server. */
export interface BackEnd {
  readonly routes: (app: FastifyInstance) => Promise<void>
  readonly upgrade: Upgrade
  /** What it keeps over a restart beside the conversations. */
  readonly state: ReadonlyArray<StatePart>
  /** How it takes files of the desk; undefined where it takes none this way. */
  readonly takeFile?: TakeFile
  /** Takes up what the state held, once the server listens. */
  readonly resume?: () => void
}

/** What a back end is made of. */
export interface BackEndParts {
  readonly switchboard: Switchboard
  readonly links: Links
  readonly box: FaultBox
  readonly timers: Timers
  readonly options: Options
  readonly hosts: Hosts
  readonly keeper: StateKeeper
}
