/** What the parts of guest chat share. */
import type { Switchboard } from '../model/switchboard.js'
import type { Options } from '../Options.js'
import type { Links } from '../wire/links.js'
import type { Tokens } from './token.js'

/** What the parts of guest chat share. */
export interface Context {
  readonly switchboard: Switchboard
  readonly links: Links
  readonly tokens: Tokens
  readonly options: Options
}
