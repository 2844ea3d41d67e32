/** A whole chat in virtual time: diagrams of what is asked and said on one side, of what is told on the other. */
import { Subject } from 'rxjs'
import type { Observable } from 'rxjs'
import type { RunHelpers } from 'rxjs/testing'
import { createService } from '../lib'
import type { Capabilities, CommandName, EventName, Frame, Service, ServiceOptions } from '../lib'
import { ended, joins, leaves, lost, party, pauses, regained, says, typing } from './frames'
import { memoryTransport } from './memoryTransport'
import type { MemoryTransport, Script } from './memoryTransport'

/** A command as a consumer gives it. */
export type Order = readonly [name: CommandName, options?: unknown]

const orders: Readonly<Record<string, Order>> = {
  s: ['startChat'],
  m: ['sendMessage', { message: 'hi' }],
  k: ['sendTyping', { message: 'h' }],
  e: ['endChat'],
  r: ['restore'],
  v: ['verifySession']
}

const frames: Readonly<Record<string, Frame>> = {
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
}

const letters: Readonly<Partial<Record<EventName, string>>> = {
  started: 'S', restored: 'R', restoreTimeout: 'Z', restoreFailed: 'F', messageReceived: 'M',
  clientConnected: 'C', clientDisconnected: 'D', agentConnected: 'A', agentDisconnected: 'L',
  supervisorConnected: 'V', supervisorDisconnected: 'W', botConnected: 'B', botDisconnected: 'G',
  agentTypingStarted: 'T', agentTypingStopped: 'P', agentTypingTimeout: 'O',
  clientTypingStarted: 'K', clientTypingStopped: 'Q',
  disconnected: 'X', reconnected: 'Y', ended: 'E', error: '*'
}

const speechless = (letter: string): never => {
  throw new Error(`chat: hears has the letter ${letter}, which stands for no frame. Add it to frames.`)
}

/** The same, as another message: its ids have the number of the occurrence. */
const again = (frame: Frame, occurrence: number): Frame => {
  if (frame._tag !== 'Entries' || occurrence === 1) return frame
  return { ...frame, entries: frame.entries.map(({ message, original }) => ({ message: { ...message, id: `${message.id} ${occurrence}` }, original })) }
}

const orphan = (letter: string): never => {
  throw new Error(`chat: asks has the letter ${letter}, which stands for no command. Add it to orders.`)
}

/** Two diagrams, and what their letters mean beside those of the kit. */
export interface ChatOptions extends Partial<Omit<ServiceOptions, 'transport'>> {
  /** When commands are issued, by letter: `s`tartChat, `m`essage, `k`ey (sendTyping), `e`nd, `r`estore, `v`erifySession. */
  readonly asks?: string
  /** Further letters of `asks`. */
  readonly orders?: Readonly<Record<string, Order>>
  /**
   * When the back end says something: the `c`lient joins; an agent `j`oins, `l`eaves, says `a` or `b`, `t`ypes, `p`auses;
   * connection `x` lost, `y` back; `e`nd. A letter that comes again is another message each time.
   */
  readonly hears?: string
  /** Further letters of `hears`. Their frames are delivered as they are: one with the same id again is a repeat. */
  readonly frames?: Readonly<Record<string, Frame>>
  readonly script?: Script
  readonly capabilities?: Partial<Capabilities>
}

/** What a test looks at. */
export interface Chat {
  readonly service: Service
  readonly transport: MemoryTransport
  /**
   * Everything in the order in which it is told. Events are capital letters: `S`tarted, `M`essageReceived, client
   * `C`onnected and `D`isconnected, agent connected `A` and `L`eft, agent `T`ypes, `P`auses, times `O`ut, client's `K`ey
   * and `Q`uiet, supervisor connected `V` and disconnected `W`, bot connected `B` and disconnected `G`, lost `X`, back `Y`,
   * `R`estored, restore timed out `Z` or `F`ailed, `E`nded, error `*`; any other event is its name. A command that is done is its letter, one that
   * failed is `N`o; `~` is progress of one.
   */
  readonly told$: Observable<string>
}

/** For the body of `marbles`: all that happens in it happens in its virtual time. */
export const chat = ({ hot }: Pick<RunHelpers, 'hot'>, options: ChatOptions = {}): Chat => {
  const { asks = '', hears = '', script, capabilities, ...rest } = options
  const transport = memoryTransport(script, capabilities)
  const service = createService({ ...rest, transport })
  const known: Readonly<Record<string, Order>> = { ...orders, ...options.orders }
  const told$ = new Subject<string>()
  service.event$.subscribe(({ _tag }) => told$.next(letters[_tag] ?? _tag))
  const occurrences = new Map<string, number>()
  hot(hears).subscribe((letter) => {
    const given = options.frames?.[letter]
    if (given) return transport.deliver(given)
    const occurrence = (occurrences.get(letter) ?? 0) + 1
    occurrences.set(letter, occurrence)
    transport.deliver(again(frames[letter] ?? speechless(letter), occurrence))
  })
  hot(asks).subscribe((letter) => {
    const [name, given] = known[letter] ?? orphan(letter)
    const marks = { Right: letter, Left: 'N', Progress: '~' }
    service.request(name, given).subscribe(({ _tag }) => told$.next(marks[_tag]))
  })
  return { service, transport, told$ }
}
