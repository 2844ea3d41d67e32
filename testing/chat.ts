/** A whole chat in virtual time: diagrams of what is asked and said on one side, of what is told on the other. */
import { concatMap, Subject } from 'rxjs'
import type { Observable } from 'rxjs'
import type { RunHelpers } from 'rxjs/testing'
import { createService, eventNames } from '../lib'
import type { Capabilities, ChatEvent, CommandName, Failure, Frame, Message, Service, ServiceOptions } from '../lib'
import { alphabet, withAlphabet } from './alphabet'
import type { Order } from './alphabet'
import { memoryTransport } from './memoryTransport'
import type { MemoryTransport, Script } from './memoryTransport'
import { diagramOf, lettersIn } from './Row'
import type { Row } from './Row'

/** The same, as another message: its ids have the number of the occurrence. */
const again = (frame: Frame, occurrence: number): Frame => {
  if (frame._tag !== 'Entries' || occurrence === 1) return frame
  return { ...frame, entries: frame.entries.map(({ message, original }) => ({ message: { ...message, id: `${message.id} ${occurrence}` }, original })) }
}

/** Two diagrams, and what their letters mean beside those of the kit. */
export interface ChatOptions extends Partial<Omit<ServiceOptions, 'transport'>> {
  /**
   * When commands are issued, by letter: `s`tartChat, `m`essage, `k`ey (sendTyping), `e`nd, `r`estore, `v`erifySession,
   * send`f`ile, fetch`h`istory. A diagram of RxJS or a row of a `table`; a letter that stands for nothing throws.
   */
  readonly asks?: string | Row
  /** Further letters of `asks`. */
  readonly orders?: Readonly<Record<string, Order>>
  /**
   * When the back end says something: the `c`lient joins; an agent `j`oins, `l`eaves, says `a` or `b`, `t`ypes, `p`auses;
   * connection `x` lost, `y` back; `e`nd. A letter that comes again is another message each time. A diagram of RxJS or a
   * row of a `table`; a letter that stands for nothing throws.
   */
  readonly hears?: string | Row
  /** Further letters of `hears`. Their frames are delivered as they are: one with the same id again is a repeat. */
  readonly frames?: Readonly<Record<string, Frame>>
  readonly script?: Script
  readonly capabilities?: Partial<Capabilities>
}

/** A command that did not succeed, and why. */
export interface Refusal {
  readonly name: CommandName
  readonly failure: Failure
}

/** All that has been told so far, beside its letters: read it after `flush`. */
export interface ToldValues {
  readonly events: ReadonlyArray<ChatEvent>
  /** Those of every `messageReceived`, one after the other. */
  readonly messages: ReadonlyArray<Message>
  /** Every `N` of the diagram, in order. */
  readonly refusals: ReadonlyArray<Refusal>
}

/** What a test looks at. */
export interface Chat {
  readonly service: Service
  readonly transport: MemoryTransport
  /**
   * Everything in the order in which it is told, in the letters of `alphabet`. Events are capital letters: `S`tarted,
   * `M`essageReceived, client `C`onnected and `D`isconnected, agent connected `A` and `L`eft, agent `T`ypes, `P`auses, times
   * `O`ut, client's `K`ey and `Q`uiet, supervisor connected `V` and disconnected `W`, bot connected `B` and disconnected `G`,
   * lost `X`, back `Y`, `R`estored, restore timed out `Z` or `F`ailed, `E`nded, error `*`; any other event is its name. A
   * command that is done is its letter, one that failed is `N`o; `~` is progress of one.
   */
  readonly told$: Observable<string>
  /** The values behind the letters. */
  readonly told: ToldValues
}

/** Throws for the first letter of a diagram that stands for nothing. */
const checkLetters = (name: 'asks' | 'hears', diagram: string | Row, known: Readonly<Record<string, unknown>>): void => {
  const stranger = lettersIn(diagram).find((letter) => !Object.hasOwn(known, letter))
  if (stranger === undefined) return
  const [thing, place] = name === 'asks' ? ['command', 'orders'] : ['frame', 'frames']
  throw new Error(`chat: ${name} has the letter ${stranger}, which stands for no ${thing}. Add it to ${place}.`)
}

/** The letters of a diagram, each in its time. */
const lettersOf = (diagram: string | Row, hot: RunHelpers['hot']): Observable<string> => {
  if (typeof diagram === 'string') return hot(diagram)
  const { diagram: moments, values } = diagramOf(diagram)
  return hot(moments, values).pipe(concatMap((letters) => letters))
}

/** Why, in a few words and without anything that a person wrote. */
const reasonOf = (failure: Failure): string => {
  switch (failure._tag) {
    case 'InvalidState':
      return `${failure._tag}, ${failure.reason}`
    case 'InvalidOptions':
      return `${failure._tag}, ${failure.fields.map(({ path }) => path).join(', ')}`
    case 'Unsupported':
      return `${failure._tag}, ${failure.capability}`
    case 'NetworkError':
    case 'ErrorResponse':
      return `${failure._tag}, ${failure.code}`
    case 'Timeout':
    case 'Disposed':
    case 'UnknownCommand':
      return failure._tag
  }
}

const { answers, events: eventLetters } = alphabet

/** For the body of `marbles`: all that happens in it happens in its virtual time. Throws for a letter that stands for nothing. */
export const chat = ({ hot }: Pick<RunHelpers, 'hot'>, options: ChatOptions = {}): Chat => {
  const { asks = '', hears = '', script, capabilities, orders: ownOrders, frames: ownFrames, ...rest } = options
  const orders: Readonly<Record<string, Order>> = { ...alphabet.orders, ...ownOrders }
  const frames: Readonly<Record<string, Frame>> = { ...alphabet.frames, ...ownFrames }
  checkLetters('asks', asks, orders)
  checkLetters('hears', hears, frames)

  const transport = memoryTransport(script, capabilities)
  const service = createService({ ...rest, transport })
  const letter$ = new Subject<string>()
  const events: ChatEvent[] = []
  const messages: Message[] = []
  const refusals: Refusal[] = []

  service.event$.subscribe((event) => {
    events.push(event)
    if (event._tag === 'messageReceived') messages.push(...event.data.messages)
    letter$.next(eventLetters[event._tag] ?? event._tag)
  })

  const occurrences = new Map<string, number>()
  lettersOf(hears, hot).subscribe((letter) => {
    const frame = frames[letter]
    if (frame === undefined) return // `checkLetters` has thrown
    if (ownFrames && Object.hasOwn(ownFrames, letter)) return transport.deliver(frame)
    const occurrence = (occurrences.get(letter) ?? 0) + 1
    occurrences.set(letter, occurrence)
    transport.deliver(again(frame, occurrence))
  })

  lettersOf(asks, hot).subscribe((letter) => {
    const order = orders[letter]
    if (order === undefined) return // `checkLetters` has thrown
    const [name, given] = order
    service.request(name, given).subscribe((answer) => {
      if (answer._tag === 'Left') refusals.push({ name, failure: answer.left })
      const marks = { Right: letter, Left: answers.refused, Progress: answers.progress }
      letter$.next(marks[answer._tag])
    })
  })

  const meanings = new Map<string, string>()
  for (const name of eventNames) meanings.set(eventLetters[name] ?? name, name)
  for (const letter of lettersIn(asks)) meanings.set(letter, `${orders[letter]?.[0] ?? letter} is done`)
  meanings.set(answers.progress, 'a command is on its way')
  meanings.set(answers.refused, 'a command is refused')
  const meaning = (letter: string): string | undefined => {
    const words = meanings.get(letter)
    if (letter !== answers.refused || refusals.length === 0) return words
    return `${words}: ${refusals.map(({ name, failure }) => `${name} (${reasonOf(failure)})`).join('; ')}`
  }
  const told$ = withAlphabet(letter$.asObservable(), { letters: [...meanings.keys()].filter((letter) => letter.length === 1), meaning })
  return { service, transport, told$, told: { events, messages, refusals } }
}
