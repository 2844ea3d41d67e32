/** Draws the table: an SVG that stands alone. Pure: text comes out. */

const ROW = 22
const TOP = 118
const MARGIN = 16
/** Of a character, about, at the size of the rows. */
const CHARACTER = 7.4
const NUMBER = 58
/** What the last heading needs beyond its column. */
const OVERHANG = 44

const COLOURS = { ok: '#e6f4ea', FAILED: '#fce8e6', line: '#dadce0', text: '#202124', quiet: '#9aa0a6' }
/** Columns that hold 0 when all is well. */
const MUST_BE_ZERO = ['lost', 'doubled', 'disordered', 'told wrong', 'odd events', 'other']

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** How wide a column is: names as wide as the widest of them, numbers all the same. */
const widthsOf = (heading, rows) => heading.map((_, i) => (i < 2 ? Math.max(...rows.map((row) => row[i].length)) * CHARACTER + MARGIN : NUMBER))

/** @param {{ heading: string[], rows: string[][], note: string }} table the first two columns are names, the last one is the verdict */
export const picture = ({ heading, rows, note }) => {
  const widths = widthsOf(heading, rows)
  const lefts = widths.map((_, i) => MARGIN + widths.slice(0, i).reduce((sum, width) => sum + width, 0))
  const width = MARGIN * 2 + OVERHANG + widths.reduce((sum, one) => sum + one, 0)
  const height = TOP + rows.length * ROW + MARGIN * 2
  const last = heading.length - 1

  const placed = (i) => (i < 2 ? { x: lefts[i], anchor: 'start' } : { x: lefts[i] + widths[i] - 8, anchor: 'end' })

  /** Headings of numbers stand upright at a slant, for they are longer than what is below them. */
  const headings = heading.map((title, i) => {
    const { x, anchor } = placed(i)
    if (i < 2) return `<text x="${x}" y="${TOP - 10}" text-anchor="${anchor}" font-weight="bold">${escaped(title)}</text>`
    return `<text transform="translate(${x - 8} ${TOP - 10}) rotate(-40)" font-weight="bold">${escaped(title)}</text>`
  })

  const cell = (row, i, y) => {
    const { x, anchor } = placed(i)
    const isWrong = row[last] !== 'ok' && MUST_BE_ZERO.includes(heading[i]) && row[i] !== '0'
    const isQuiet = i >= 2 && row[i] === '0'
    const fill = isQuiet ? COLOURS.quiet : COLOURS.text
    return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}"${isWrong ? ' font-weight="bold"' : ''}>${escaped(row[i])}</text>`
  }

  const lines = rows.map((row, n) => {
    const y = TOP + n * ROW
    const isFirstOfName = n === 0 || rows[n - 1][0] !== row[0]
    return [
      `<rect x="${MARGIN / 2}" y="${y}" width="${width - MARGIN - OVERHANG}" height="${ROW}" fill="${COLOURS[row[last]]}"/>`,
      `<line x1="${MARGIN / 2}" x2="${width - MARGIN / 2 - OVERHANG}" y1="${y}" y2="${y}" stroke="${COLOURS.line}" stroke-width="${isFirstOfName ? 2 : 1}"/>`,
      ...row.map((_, i) => cell(row, i, y + 15))
    ].join('')
  })

  const right = rows.filter((row) => row[last] === 'ok').length
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${height}" viewBox="0 0 ${Math.ceil(width)} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="13" fill="${COLOURS.text}">
<title>Nothing lost, nothing doubled, in order: ${right} of ${rows.length} cells</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${MARGIN}" y="26" font-size="16" font-weight="bold">${right} of ${rows.length} cells passed: nothing lost, doubled, out of order or told wrong</text>
<text x="${MARGIN}" y="46" fill="${COLOURS.quiet}">${escaped(note)}</text>
${headings.join('\n')}
${lines.join('\n')}
</svg>
`
}
