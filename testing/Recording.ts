/** A chat as it was recorded: one line for each thing that crossed the port, was asked, or was told. */
import type { Answer, Capabilities, CommandName, EventName, Inbound, Progress } from '../lib'

/** One line. `at`: ms since the recording began. */
export type Line =
  /** The first one. `texts`: whether what people wrote, names, ids and tokens are in it. */
  | { readonly at: number; readonly does: 'begins'; readonly texts: 'redacted' | 'kept'; readonly capabilities: Capabilities }
  /** A command is given. `id`: which one, from 1 on. `options`: absent when there are none, or when they are no data. */
  | { readonly at: number; readonly does: 'asks'; readonly id: number; readonly name: CommandName; readonly options?: unknown }
  /** It is on its way, done or refused. */
  | { readonly at: number; readonly does: 'settles'; readonly id: number; readonly as: 'Progress' | 'Right' | 'Left' }
  /** The back end is called. `id`: which call, from 1 on. */
  | { readonly at: number; readonly does: 'calls'; readonly id: number; readonly type: string }
  /** It answers that call. */
  | { readonly at: number; readonly does: 'answers'; readonly id: number; readonly answer: Progress | Answer }
  /** It says something. */
  | { readonly at: number; readonly does: 'hears'; readonly inbound: Inbound }
  /** Everyone is told. */
  | { readonly at: number; readonly does: 'tells'; readonly name: EventName }

const KINDS = new Set<unknown>(['begins', 'asks', 'settles', 'calls', 'answers', 'hears', 'tells'])

const isLine = (u: unknown): u is Line =>
  typeof u === 'object' && u !== null && 'at' in u && Number.isFinite(u.at) && 'does' in u && KINDS.has(u.does)

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads what `record` has written. Throws an `Error` that names the line which is none. */
export const readRecording = (text: string): ReadonlyArray<Line> => {
  const lines = text.split('\n').filter((line) => line.trim() !== '').map(parsed)
  const bad = lines.findIndex((line) => !isLine(line))
  if (bad >= 0) throw new Error(`recording: expected a line of a recording, found something else in line ${bad + 1}`)
  if (lines.length === 0) throw new Error('recording: expected at least one line, found none')
  return lines.filter(isLine)
}
