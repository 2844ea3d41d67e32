/** What the letters of a chat's diagrams stand for, and which stream tells which of them. */
import type { Observable } from 'rxjs'
import type { CommandName, EventName, Frame } from '../lib'
import { ended, joins, leaves, lost, party, pauses, regained, says, typing } from './frames'

/** A command as a consumer gives it. */
export type Order = readonly [name: CommandName, options?: unknown]

/** What stands behind each letter of a chat's diagrams, unless a test adds its own. */
export interface Alphabet {
  /** `asks`: the commands. */
  readonly orders: Readonly<Record<string, Order>>
  /** `hears`: what the back end says. */
  readonly frames: Readonly<Record<string, Frame>>
  /** `told$`: the events. Those without a letter are told by their names. */
  readonly events: Readonly<Partial<Record<EventName, string>>>
  /** `told$`: what a command came to, beside its own letter when it is done. */
  readonly answers: { readonly refused: string; readonly progress: string }
}

/** The letters of the kit. Small ones are done or said by somebody, capital ones are told. */
export const alphabet: Alphabet = {
  orders: {
    s: ['startChat'],
    m: ['sendMessage', { message: 'hi' }],
    k: ['sendTyping', { message: 'h' }],
    e: ['endChat'],
    r: ['restore'],
    v: ['verifySession'],
    f: ['sendFile', { files: [] }],
    h: ['fetchHistory']
  },
  frames: {
    c: joins(party('Cleo', 'Client')),
    j: joins(),
    l: leaves(),
    a: says('hello'),
    b: says('again'),
    t: typing(),
    p: pauses(),
    x: lost,
    y: regained,
    e: ended
  },
  events: {
    started: 'S', restored: 'R', restoreTimeout: 'Z', restoreFailed: 'F', messageReceived: 'M',
    clientConnected: 'C', clientDisconnected: 'D', agentConnected: 'A', agentDisconnected: 'L',
    supervisorConnected: 'V', supervisorDisconnected: 'W', botConnected: 'B', botDisconnected: 'G',
    agentTypingStarted: 'T', agentTypingStopped: 'P', agentTypingTimeout: 'O',
    clientTypingStarted: 'K', clientTypingStopped: 'Q',
    disconnected: 'X', reconnected: 'Y', ended: 'E', error: '*'
  },
  answers: { refused: 'N', progress: '~' }
}

/** What one stream tells. */
export interface Told {
  /** All letters that it may tell. */
  readonly letters: ReadonlyArray<string>
  /** In words; `undefined` for a letter that it never tells. */
  readonly meaning: (letter: string) => string | undefined
}

const TOLD = Symbol('alphabet')

/** The stream, which knows from now on what its letters mean. */
export const withAlphabet = (letter$: Observable<string>, told: Told): Observable<string> => Object.assign(letter$, { [TOLD]: told })

/** What `withAlphabet` has put there. */
export const alphabetOf = (stream: Observable<unknown> & { readonly [TOLD]?: Told }): Told | undefined => stream[TOLD]
