/** Says how what came differs from what was expected: two aligned diagrams, the first difference, and a legend. */
import { printTable } from './Row'
import type { Moment, Row } from './Row'

/** What a `TestScheduler` compares: a notification and when it came, in ms. Or when somebody subscribed and left. */
export interface Happening {
  readonly frame: number
  readonly kind: string
  readonly value?: unknown
}

/** Whether two values are the same, as the test's own comparison has it. */
export type Same = (came: unknown, expected: unknown) => boolean

/** What there is to say of one expectation. */
export interface Comparison {
  readonly came: ReadonlyArray<Happening>
  readonly expected: ReadonlyArray<Happening>
  /** The values behind letters, as the test gave them to `toBe`. */
  readonly values: Readonly<Record<string, unknown>>
  /** In words, what a letter means. */
  readonly meaning: (letter: string) => string | undefined
  readonly same: Same
}

const LONGEST = 200

/** A value in one line, cut where it is long. */
const printed = (value: unknown): string => {
  if (typeof value === 'function') return `function ${value.name}`
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? JSON.stringify(value) : String(value)
  if (value instanceof Error) return `${value.name}: ${value.message}`
  const above = new WeakSet<object>()
  const acyclic = (_: string, it: unknown): unknown => {
    if (typeof it === 'bigint' || typeof it === 'symbol' || typeof it === 'function' || it instanceof RegExp) return String(it)
    if (typeof it !== 'object' || it === null) return it
    if (above.has(it)) return '(seen above)'
    above.add(it)
    return it
  }
  try {
    const text = JSON.stringify(value, acyclic) ?? String(value)
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  } catch {
    return '(cannot be printed)'
  }
}

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null

/** A matcher of a test runner, such as `expect.anything()`: it has no fields to go into. */
const isMatcher = (u: unknown): boolean => isRecord(u) && typeof u.asymmetricMatch === 'function'

interface Difference {
  readonly path: string
  readonly came: unknown
  readonly expected: unknown
}

const MOST_DIFFERENCES = 8

/** The fields in which two values differ: the deepest ones. */
const differences = (given: Difference, same: Same): ReadonlyArray<Difference> => {
  const { path, came, expected } = given
  if (same(came, expected)) return []
  if (!isRecord(came) || !isRecord(expected) || isMatcher(expected)) return [given]
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(came)])]
  const within = keys.flatMap((key) => differences({ path: `${path}.${key}`, came: came[key], expected: expected[key] }, same))
  return within.length === 0 ? [given] : within.slice(0, MOST_DIFFERENCES)
}

/** Stand for values to which the test gave no letter. */
const SPARE = [...'αβγδεζηθικλμνξοπρστυφχψω']

interface Named {
  readonly letter: string
  readonly value: unknown
}

/** Gives each value its letter: that of the test, itself when it is one, or a spare one. */
const naming = ({ values, same }: Comparison): ((value: unknown) => string) => {
  const named: Named[] = Object.entries(values).map(([letter, value]) => ({ letter, value }))
  let spare = 0
  return (value) => {
    const known = named.find((it) => Object.is(it.value, value)) ?? named.find((it) => same(value, it.value))
    if (known) return known.letter
    if (typeof value === 'string' && [...value].length === 1 && !(value in values)) return value
    const letter = SPARE[spare % SPARE.length] ?? '?'
    spare += 1
    named.push({ letter, value })
    return letter
  }
}

interface Lettered extends Happening {
  readonly letter: string
}

const ofKind: Readonly<Record<string, string>> = { C: '|', E: '#' }

const rowOf = (happenings: ReadonlyArray<Lettered>): Row => {
  const moments: Array<Moment & { readonly letters: string[] }> = []
  for (const { frame, letter } of happenings) {
    const known = moments.find(({ at }) => at === frame)
    if (known) known.letters.push(letter)
    else moments.push({ at: frame, letters: [letter] })
  }
  return moments
}

const isSame = (came: Happening, expected: Happening, same: Same): boolean =>
  came.frame === expected.frame && came.kind === expected.kind && same(came.value, expected.value)

/** What happens in a moment, as a phrase. */
const phrase = (row: Row, at: number): string => row.find((moment) => moment.at === at)?.letters.join('') ?? 'nothing'

/** The letters of the moments in which two rows differ. */
const differing = (came: Row, expected: Row): ReadonlySet<string> => {
  const moments = new Set([...came, ...expected].map(({ at }) => at))
  const letters = [...moments].filter((at) => phrase(came, at) !== phrase(expected, at)).flatMap((at) => [...phrase(expected, at), ...phrase(came, at)])
  return new Set(letters)
}

/** `undefined` when nothing is found in which they differ. */
export const explainMismatch = (comparison: Comparison): string | undefined => {
  const { same, meaning } = comparison
  const nameOf = naming(comparison)
  const lettered = (it: Happening): Lettered => ({ ...it, letter: ofKind[it.kind] ?? nameOf(it.value) })
  const expected = comparison.expected.map(lettered)
  const came = comparison.came.map(lettered)
  const length = Math.max(expected.length, came.length)
  const first = Array.from({ length }, (_, i) => ({ e: expected[i], c: came[i] })).findIndex(({ e, c }) => !e || !c || !isSame(c, e, same))
  if (first < 0) return undefined
  const [e, c] = [expected[first], came[first]]
  const at = Math.min(e?.frame ?? Infinity, c?.frame ?? Infinity)
  const place = came.slice(0, first).filter(({ frame }) => frame === at).length
  const rows = { expected: rowOf(expected), came: rowOf(came) }

  const letters = differing(rows.came, rows.expected)
  const all = [...expected, ...came].filter(({ letter }) => letters.has(letter) || letter === e?.letter || letter === c?.letter)
  const legend = new Map<string, string>()
  for (const { letter, kind, value } of all) {
    const words = meaning(letter) ?? (value === letter || kind === 'C' || kind === '^' ? undefined : printed(value))
    if (words !== undefined) legend.set(letter, words)
  }
  const fields = e?.kind === c?.kind && isRecord(e?.value) && isRecord(c?.value) ? differences({ path: c.letter, came: c.value, expected: e.value }, same) : []
  return [
    `The diagrams differ, first at ${at} ms: expected ${phrase(rows.expected, at)}, came ${phrase(rows.came, at)}.`,
    '',
    printTable([['expected', rows.expected], ['came', rows.came]], { at, place }),
    ...(legend.size > 0 ? [''] : []),
    ...[...legend].map(([letter, words]) => `${letter}  ${words}`),
    ...(fields.length > 0 ? [''] : []),
    ...fields.map((field) => `${field.path}: expected ${printed(field.expected)}, came ${printed(field.came)}`)
  ].join('\n')
}
