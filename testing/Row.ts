/** Diagrams as rows of one table with a time axis: how they are read, printed, and turned into streams. */

/** What happens at one moment. */
export interface Moment {
  /** Ms of virtual time. */
  readonly at: number
  /** In order, one character each; `|` is the end of a stream, `#` its error. */
  readonly letters: ReadonlyArray<string>
}

/** One line of a table: its moments, ascending in time. */
export type Row = ReadonlyArray<Moment>

/** What `table` reads. A row that is not in the text is empty. */
export interface Table {
  /** The row `asks`: for `chat`. */
  readonly asks: Row
  /** The row `hears`: for `chat`. */
  readonly hears: Row
  /** The row `told`: for `toBe`. */
  readonly told: Row
  /** Any row by its name. Throws an `Error` when there is none. */
  readonly row: (name: string) => Row
}

/** Characters that only fill the space between letters, or hold those of one moment together. */
const FILLING = new Set([' ', '-', '.', '(', ')'])

interface Column {
  readonly at: number
  /** Where it begins, in characters. */
  readonly start: number
}

const readAxis = (line: string): ReadonlyArray<Column> => {
  const [name = ''] = /\S+/.exec(line) ?? []
  const columns = [...line.matchAll(/(?<= )\d+/g)].map(({ 0: digits, index }) => ({ at: Number(digits), start: index }))
  if (name !== 'ms' || columns.length === 0) throw new Error('table: expected a first line such as "ms  0  5  9", the moments in ms')
  const late = columns.find(({ at }, i) => at <= (columns[i - 1]?.at ?? -1))
  if (late) throw new Error(`table: expected rising moments in the line "ms", found ${late.at} behind one that is as late or later`)
  return columns
}

const readRow = (name: string, line: string, columns: ReadonlyArray<Column>): Row => {
  const moments = columns.map(({ at }) => ({ at, letters: [] as string[] }))
  const begin = line.indexOf(name) + name.length
  for (let i = begin; i < line.length; i += 1) {
    const letter = line.charAt(i)
    if (FILLING.has(letter)) continue
    const moment = moments[columns.filter(({ start }) => start <= i).length - 1]
    if (moment === undefined) throw new Error(`table: the row ${name} has the letter ${letter} before the first moment`)
    moment.letters.push(letter)
  }
  return moments.filter(({ letters }) => letters.length > 0)
}

/**
 * Reads rows of one table. The line `ms` is the time axis; in each row, letters belong to the moment below whose first
 * digit they stand, or to the right of it, in the order in which they happen. Spaces, dashes, dots and parentheses only
 * fill. A failure prints its diagrams in the same form.
 *
 * @example
 * const t = table(`
 *   ms      0   5   9   3009
 *   asks    s
 *   hears       j   t
 *   told    sS  MA  T   O
 * `)
 * const { told$ } = chat(m, t)
 * m.expectObservable(told$).toBe(t.told)
 */
export const table = (text: string): Table => {
  const [axis, ...lines] = text.split('\n').filter((line) => line.trim() !== '')
  const columns = readAxis(axis ?? '')
  const rows = new Map<string, Row>()
  for (const line of lines) {
    const [name = ''] = /\S+/.exec(line) ?? []
    if (rows.has(name)) throw new Error(`table: there are two rows ${name}`)
    rows.set(name, readRow(name, line, columns))
  }
  return {
    asks: rows.get('asks') ?? [],
    hears: rows.get('hears') ?? [],
    told: rows.get('told') ?? [],
    row: (name) => {
      const row = rows.get(name)
      if (row === undefined) throw new Error(`table: there is no row ${name}; there are ${[...rows.keys()].join(', ')}`)
      return row
    }
  }
}

const cellOf = (row: Row, at: number): string => {
  const letters = row.find((moment) => moment.at === at)?.letters ?? []
  return letters.length > 1 ? `(${letters.join('')})` : letters.join('')
}

/** Where a table is marked: at the letter of this place in this moment, the first being 0. */
export interface Mark {
  readonly at: number
  readonly place: number
}

/** Rows by their names as lines of text, aligned under a line `ms` of every moment. `table` reads them. */
export const printTable = (rows: ReadonlyArray<readonly [name: string, row: Row]>, mark?: Mark): string => {
  const moments = [...new Set(rows.flatMap(([, row]) => row.map(({ at }) => at)).concat(mark?.at ?? []))].sort((a, b) => a - b)
  const columns = moments.map((at, i) => {
    const cells = rows.map(([, row]) => cellOf(row, at))
    const widest = Math.max(...cells.map((cell) => cell.length))
    const isLast = i === moments.length - 1
    return { at, cells, width: isLast ? widest : 2 + Math.max(`${at}`.length, widest) }
  })
  const head = 2 + Math.max('ms'.length, ...rows.map(([name]) => name.length))
  const lines = [
    'ms'.padEnd(head) + columns.map(({ at, width }) => `${at}`.padEnd(width)).join(''),
    ...rows.map(([name], i) => name.padEnd(head) + columns.map(({ cells, width }) => (cells[i] ?? '').padEnd(width, '-')).join(''))
  ]
  if (mark) {
    const before = columns.filter(({ at }) => at < mark.at).reduce((sum, { width }) => sum + width, head)
    const isGroup = columns.some(({ at, cells }) => at === mark.at && cells.some((cell) => cell.startsWith('(')))
    lines.push(`${' '.repeat(before + mark.place + (isGroup ? 1 : 0))}^`)
  }
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** A row as a diagram of RxJS with one letter a moment, and what each of these letters holds: all that happens in it. */
export const diagramOf = (row: Row): { readonly diagram: string; readonly values: Readonly<Record<string, ReadonlyArray<string>>> } => {
  const FIRST_LETTER = 0x4e00 // there are 20,000 letters from here on
  const values: Record<string, ReadonlyArray<string>> = {}
  let diagram = ''
  let next = 0
  row.forEach(({ at, letters }, i) => {
    const letter = String.fromCodePoint(FIRST_LETTER + i)
    const last = letters.at(-1)
    const end = last === '|' || last === '#' ? last : ''
    const held = end === '' ? letters : letters.slice(0, -1)
    values[letter] = held
    if (at > next) diagram += ` ${at - next}ms `
    if (end === '') diagram += letter
    else diagram += held.length === 0 ? end : `(${letter}${end})`
    next = at + 1
  })
  return { diagram, values }
}

/** The letters that a diagram of RxJS, or a row, emits. */
export const lettersIn = (given: string | Row): ReadonlyArray<string> => {
  if (typeof given !== 'string') return given.flatMap(({ letters }) => letters).filter((letter) => letter !== '|' && letter !== '#')
  const withoutTimes = given.replace(/(^| )\d+(?:\.\d+)?(?:ms|s|m)(?= )/g, ' ')
  return [...withoutTimes].filter((letter) => !'-()|#^! '.includes(letter))
}
