/** What the parts of guest chat share. */
import type { Options } from '../Options.js'
import type { Switchboard } from '../model/switchboard.js'
import type { Tokens } from './token.js'

export interface Context {
  readonly switchboard: Switchboard
  readonly tokens: Tokens
  readonly options: Options
}
