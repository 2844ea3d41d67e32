/** Draws rows of a table as a marble diagram in SVG: a lane each, over one time axis, with a legend. */
import type { Row } from './Row'

/** One lane of a picture. */
export interface Lane {
  readonly name: string
  readonly row: Row
  /** In words, what its letters stand for; a letter that is not named has no line in the legend. */
  readonly meanings?: Readonly<Record<string, string>>
}

/** All lengths in px. A moment is as wide as what happens in it and its time: nothing lies over anything else. */
const MARBLE = 26
const RADIUS = 11
const GAP = 22
const LANE = 44
const LINE = 20
const CHARACTER = 8
const MARGIN = 16

/** The palette of Okabe and Ito, lightened: told apart with any colour vision, and dark letters can be read on it. */
const COLOURS = ['#f5d08a', '#9ed2f2', '#8fd6be', '#f4ef9f', '#e9b08a', '#e3b6cf']
const INK = '#1a1a1a'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const lettersAt = (row: Row, at: number): ReadonlyArray<string> => row.find((moment) => moment.at === at)?.letters ?? []

interface Column {
  readonly at: number
  readonly x: number
  readonly width: number
}

const columnsOf = (lanes: ReadonlyArray<Lane>, left: number): ReadonlyArray<Column> => {
  const moments = [...new Set(lanes.flatMap(({ row }) => row.map(({ at }) => at)))].sort((a, b) => a - b)
  let x = left
  return moments.map((at) => {
    const marbles = Math.max(...lanes.map(({ row }) => lettersAt(row, at).length))
    const width = Math.max(marbles * MARBLE, `${at}`.length * CHARACTER) + GAP
    const column = { at, x, width }
    x += width
    return column
  })
}

const marble = (letter: string, place: { readonly x: number; readonly y: number; readonly colour: string; readonly words: string | undefined }): string => {
  const { x, y, colour, words } = place
  if (letter === '|') return `<line x1="${x}" y1="${y - RADIUS}" x2="${x}" y2="${y + RADIUS}" stroke="${INK}" stroke-width="2"/>`
  const title = words === undefined ? '' : `<title>${escaped(words)}</title>`
  return `<g>${title}<circle cx="${x}" cy="${y}" r="${RADIUS}" fill="${colour}" stroke="${INK}"/><text x="${x}" y="${y + 5}" text-anchor="middle">${escaped(letter)}</text></g>`
}

/** The picture as the text of an SVG document. `title`: for those who do not see it. */
export const diagram = (lanes: ReadonlyArray<Lane>, title = 'A marble diagram'): string => {
  const left = MARGIN + CHARACTER * Math.max(0, ...lanes.map(({ name }) => name.length)) + GAP
  const columns = columnsOf(lanes, left)
  const legend = lanes.flatMap(({ name, row, meanings = {} }, i) => {
    const letters = [...new Set(row.flatMap(({ letters }) => letters))].filter((letter) => Object.hasOwn(meanings, letter))
    return letters.map((letter) => ({ letter, text: `${name}: ${meanings[letter] ?? ''}`, colour: COLOURS[i % COLOURS.length] ?? '' }))
  })
  const widest = Math.max(0, ...legend.map(({ text }) => MARGIN * 2 + MARBLE + text.length * CHARACTER))
  const last = columns.at(-1)
  const width = Math.max(last ? last.x + last.width + MARGIN : left, widest)
  const axis = MARGIN + lanes.length * LANE
  const height = axis + LINE + MARGIN + legend.length * (LINE + 8)

  const drawnLanes = lanes.flatMap(({ name, row, meanings = {} }, i) => {
    const y = MARGIN + i * LANE + LANE / 2
    const colour = COLOURS[i % COLOURS.length] ?? ''
    const marbles = columns.flatMap((column) =>
      lettersAt(row, column.at).map((letter, k) => marble(letter, { x: column.x + RADIUS + k * MARBLE, y, colour, words: meanings[letter] }))
    )
    return [`<text x="${MARGIN}" y="${y + 5}">${escaped(name)}</text>`, `<line x1="${left - 8}" y1="${y}" x2="${width - MARGIN}" y2="${y}" stroke="#767676"/>`, ...marbles]
  })
  const times = columns.map(({ at, x }) => `<line x1="${x + RADIUS}" y1="${MARGIN}" x2="${x + RADIUS}" y2="${axis}" stroke="#d0d0d0" stroke-dasharray="2 4"/><text x="${x + 2}" y="${axis + 14}" class="time">${at}</text>`)
  const explained = legend.map(({ letter, text, colour }, i) => {
    const y = axis + LINE + MARGIN + i * (LINE + 8)
    return `${marble(letter, { x: MARGIN + RADIUS, y, colour, words: undefined })}<text x="${MARGIN + RADIUS + MARBLE}" y="${y + 5}">${escaped(text)}</text>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(title)}</title>`,
    `<style>text { font: 13px ui-monospace, Menlo, Consolas, monospace; fill: ${INK} } .time { font-size: 11px; fill: #595959 }</style>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...times,
    `<text x="${MARGIN}" y="${axis + 14}" class="time">ms</text>`,
    ...drawnLanes,
    ...explained,
    '</svg>\n'
  ].join('\n')
}
