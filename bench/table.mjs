/** Prints rows under a heading: aligned for a terminal, or as Markdown. Pure: lines come out. */

const bar = (cells) => `| ${cells.join(' | ')} |`

const markdown = (heading, rows) => [bar(heading), bar(heading.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(bar)]

const aligned = (heading, rows) => {
  const all = [heading, ...rows]
  const widths = heading.map((_, i) => Math.max(...all.map((cells) => cells[i].length)))
  return all.map((cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '))
}

/** @param {{ heading: string[], rows: string[][], asMarkdown: boolean }} table */
export const table = ({ heading, rows, asMarkdown }) => (asMarkdown ? markdown(heading, rows) : aligned(heading, rows))
