/** By name: what each command takes, what it answers with, and what can keep it from that. Read off the commands themselves. */
import type { Command, Decision, FailureIn, ResultIn } from './Command'
import { commands } from './commands'
import type { Either } from './Either'
import { shown } from './explain'
import type { Disposed, InvalidOptions, UnknownCommand } from './Failure'

type Table = typeof commands

/** The name of a command. */
export type CommandName = keyof Table

type Row<C> = C extends Command<infer O, infer D extends Decision>
  ? { readonly options: O; readonly result: ResultIn<D>; readonly failure: FailureIn<D> | InvalidOptions | Disposed }
  : never

/** The options, the result and the failures of every command. */
export type CommandMap = { readonly [N in CommandName]: Row<Table[N]> }

/** What the command takes. */
export type OptionsOf<N extends CommandName> = CommandMap[N]['options']

/** What its `Right` holds. */
export type ResultOf<N extends CommandName> = CommandMap[N]['result']

/** What its `Left` may hold: a closed union, to switch over by `_tag`. */
export type FailureOf<N extends CommandName> = CommandMap[N]['failure']

/** The one answer to a command. */
export type Answered<N extends CommandName = CommandName> = Either<FailureOf<N>, ResultOf<N>>

/** The answer to whatever was asked for: typed when the name is known, else any of them. */
export type AnsweredTo<Name> = Name extends CommandName ? Answered<Name> : Either<FailureOf<CommandName> | UnknownCommand, ResultOf<CommandName>>

/** The parameters behind the name: options, which may be left out where a command needs none. */
export type Given<N extends CommandName> = Readonly<Record<never, never>> extends OptionsOf<N> ? [options?: OptionsOf<N>] : [options: OptionsOf<N>]

/** The names of all commands. */
export const commandNames = Object.keys(commands) as ReadonlyArray<CommandName> // its keys are exactly the names

/** Whether it is one. Anything may be asked: a symbol, a proxy, the name of something that every object inherits. */
export const isCommandName = (u: unknown): u is CommandName => typeof u === 'string' && Object.hasOwn(commands, u)

/** The failure for a name that is none: it lists those that are. */
export const unknownCommand = (name: unknown): UnknownCommand => ({
  _tag: 'UnknownCommand',
  text: `command: expected the name of a command (${commandNames.join(', ')}), found ${shown(name)}`
})
