/** Runs a recorded chat anew in virtual time, compares it with what was told then, and prints it as a marble test. */
import { concatMap, concat, EMPTY, NEVER, of, timer, VirtualTimeScheduler } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import { createService } from '../lib'
import type { Answer, CommandName, Progress } from '../lib'
import { alphabet } from './alphabet'
import type { Order } from './alphabet'
import { memoryTransport } from './memoryTransport'
import type { Script } from './memoryTransport'
import type { Line } from './Recording'
import { printTable } from './Row'
import type { Row } from './Row'

/** How a back end answered one call: what came after how many ms. */
export interface Exchange {
  /** The `type` of the call. */
  readonly type: string
  readonly answers: ReadonlyArray<{ readonly after: number; readonly answer: Progress | Answer }>
}

/** Answers the calls of each type one after the other as these exchanges say; a call beyond them is never answered. */
export const answering = (exchanges: ReadonlyArray<Exchange>, scheduler?: SchedulerLike): Script => {
  const left = [...exchanges]
  return ({ type }) => {
    const i = left.findIndex((exchange) => exchange.type === type)
    const [exchange] = i < 0 ? [] : left.splice(i, 1)
    if (exchange === undefined || exchange.answers.length === 0) return NEVER
    const steps = exchange.answers.map(({ after, answer }, step) => {
      const pause = after - (exchange.answers[step - 1]?.after ?? 0)
      return pause > 0 ? timer(pause, scheduler).pipe(concatMap(() => of(answer))) : of(answer)
    })
    return concat(...steps, EMPTY)
  }
}

/** Their options are functions, expressions or elements: no recording holds them. */
const NO_DATA: ReadonlySet<CommandName> = new Set<CommandName>(['addPrefilter', 'registerPreProcessor', 'registerTypingPreviewInput', 'sendFilteredMessage', 'sendFile', 'configure'])

const isKind = <K extends Line['does']>(does: K) => (line: Line): line is Extract<Line, { readonly does: K }> => line.does === does

const exchangesIn = (lines: ReadonlyArray<Line>): ReadonlyArray<Exchange> =>
  lines.filter(isKind('calls')).map(({ id, at, type }) => {
    const answers = lines.filter(isKind('answers')).filter((line) => line.id === id)
    return { type, answers: answers.map((line) => ({ after: line.at - at, answer: line.answer })) }
  })

const replayable = (lines: ReadonlyArray<Line>): ReadonlyArray<Extract<Line, { readonly does: 'asks' }>> =>
  lines.filter(isKind('asks')).filter(({ name }) => !NO_DATA.has(name))

const SPARE = [...'123456789αβγδεζηθικλμνξπρστυφχψωабвгдежзийклмнопрстуфхцчшщ']

/** Gives each thing one letter: the one that it would like if that is free, or a spare one. */
const lettering = (): ((key: string, liked: string | undefined) => string) => {
  const letters = new Map<string, string>()
  return (key, liked) => {
    const known = letters.get(key)
    if (known !== undefined) return known
    const taken = new Set(letters.values())
    const letter = liked !== undefined && !taken.has(liked) ? liked : SPARE.find((it) => !taken.has(it))
    if (letter === undefined) throw new Error('recording: expected fewer different things than there are letters')
    letters.set(key, letter)
    return letter
  }
}

const addTo = (row: Array<{ readonly at: number; readonly letters: string[] }>, at: number, letter: string): void => {
  const last = row.at(-1)
  if (last?.at === at) last.letters.push(letter)
  else row.push({ at, letters: [letter] })
}

const likedCommand = (name: CommandName): string | undefined => Object.entries(alphabet.orders).find(([, [it]]) => it === name)?.[0]

/** A recording as rows of a table, with what their letters stand for. */
export interface Drawn {
  readonly asks: Row
  readonly hears: Row
  readonly told: Row
  readonly orders: Readonly<Record<string, Order>>
  /** Each as it came across the port. */
  readonly frames: Readonly<Record<string, Extract<Line, { readonly does: 'hears' }>['inbound']>>
  /** Names of events that have no letter in the alphabet, by the one that they have here. */
  readonly values: Readonly<Record<string, string>>
}

/** Rows of what was asked, heard and told. */
export const drawn = (lines: ReadonlyArray<Line>): Drawn => {
  const rows = { asks: [], hears: [], told: [] } as Record<'asks' | 'hears' | 'told', Array<{ readonly at: number; readonly letters: string[] }>> // they are filled below
  const letterOf = { asks: lettering(), hears: lettering(), told: lettering() }
  const orders: Record<string, Order> = {}
  const frames: Record<string, Extract<Line, { readonly does: 'hears' }>['inbound']> = {}
  const values: Record<string, string> = {}
  const commandLetters = new Map<number, string>()
  for (const line of lines) {
    if (line.does === 'asks' && !NO_DATA.has(line.name)) {
      const letter = letterOf.asks(JSON.stringify([line.name, line.options]), likedCommand(line.name))
      orders[letter] = line.options === undefined ? [line.name] : [line.name, line.options]
      commandLetters.set(line.id, letter)
      addTo(rows.asks, line.at, letter)
    }
    if (line.does === 'hears') {
      const letter = letterOf.hears(JSON.stringify(line.inbound), undefined)
      frames[letter] = line.inbound
      addTo(rows.hears, line.at, letter)
    }
    if (line.does === 'tells') {
      const liked = alphabet.events[line.name]
      const letter = liked ?? letterOf.told(line.name, undefined)
      if (liked === undefined) values[letter] = line.name
      addTo(rows.told, line.at, letter)
    }
    const settled = line.does === 'settles' ? commandLetters.get(line.id) : undefined
    if (line.does === 'settles' && settled !== undefined) {
      const marks = { Right: settled, Left: alphabet.answers.refused, Progress: alphabet.answers.progress }
      addTo(rows.told, line.at, marks[line.as])
    }
  }
  return { ...rows, orders, frames, values }
}

/** What a replay came to. */
export interface Replayed {
  /** Whether the same was told in the same order. Moments may differ: those of a recording are of a real clock. */
  readonly same: boolean
  /** What was told then, and now, as two rows of a table. */
  readonly text: string
}

const inOrder = (row: Row): string => row.flatMap(({ letters }) => letters).join('')

/** Gives the same commands at the same moments to a service of today, over a back end that says and answers the same. */
export const replay = (lines: ReadonlyArray<Line>): Replayed => {
  const scheduler = new VirtualTimeScheduler()
  const begins = lines.find(isKind('begins'))
  const transport = memoryTransport(answering(exchangesIn(lines), scheduler), begins?.capabilities)
  const service = createService({ transport, scheduler })
  const now: Line[] = []
  service.event$.subscribe(({ _tag }) => now.push({ at: scheduler.now(), does: 'tells', name: _tag }))
  const asks = new Set<Line>(replayable(lines))
  for (const line of lines) {
    if (line.does === 'hears') scheduler.schedule(() => transport.deliverRaw(line.inbound), line.at)
    if (line.does === 'asks' && asks.has(line)) {
      scheduler.schedule(() => {
        now.push({ ...line, at: scheduler.now() })
        service.request(line.name, line.options).subscribe(({ _tag }) => now.push({ at: scheduler.now(), does: 'settles', id: line.id, as: _tag }))
      }, line.at)
    }
  }
  scheduler.flush()
  service.dispose()
  const [then, today] = [drawn(lines).told, drawn(now).told]
  return { same: inOrder(then) === inOrder(today), text: printTable([['then', then], ['now', today]]) }
}

const indented = (text: string, by: string): string => text.split('\n').map((line) => by + line).join('\n')

const HEAD = '// import { answering, chat, table } from \'webchat-service/testing\'; marbles: see marblesWith\nit(\'as it was recorded\', marbles((m) => {'

/** A marble test of the recording, ready to be pasted: what was told then is what it expects. Change `told` to what should have been told. */
export const printTest = (lines: ReadonlyArray<Line>): string => {
  const { asks, hears, told, orders, frames, values } = drawn(lines)
  const literal = (value: unknown): string => JSON.stringify(value)
  const fields = (record: Readonly<Record<string, unknown>>): string => Object.entries(record).map(([name, value]) => `    ${literal(name)}: ${literal(value)}`).join(',\n')
  const understood = Object.fromEntries(Object.entries(frames).flatMap(([letter, inbound]) => (inbound._tag === 'Right' ? [[letter, inbound.right]] : [])))
  const isUnderstood = (letter: string): boolean => Object.hasOwn(understood, letter)
  const heard = hears.map(({ at, letters }) => ({ at, letters: letters.filter(isUnderstood) })).filter(({ letters }) => letters.length > 0)
  const exchanges = exchangesIn(lines).map((exchange) => `    ${literal(exchange)}`).join(',\n')
  const capabilities = lines.find(isKind('begins'))?.capabilities ?? {}
  return `${HEAD}
  const t = table(\`
${indented(printTable([['asks', asks], ['hears', heard], ['told', told]]), '    ')}
  \`)
  const orders = {
${fields(orders)}
  }
  const frames = {
${fields(understood)}
  }
  const script = answering([
${exchanges}
  ])
  const { told$ } = chat(m, { asks: t.asks, hears: t.hears, orders, frames, script, capabilities: ${literal(capabilities)} })

  m.expectObservable(told$).toBe(t.told, ${literal(values)})
}))
`
}
