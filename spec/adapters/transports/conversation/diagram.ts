/** Tables of transitions as pictures. */

type Row = Partial<Record<string, string>>

/** Happenings that lead to the same phase are one arrow. */
const arrows = (from: string, row: Row): ReadonlyArray<string> =>
  [...new Set(Object.values(row))].map((to) => {
    const happenings = Object.keys(row).filter((happening) => row[happening] === to)
    return `  ${from} --> ${to}: ${happenings.join(', ')}`
  })

/** A Mermaid diagram. `first`: the phase that it begins with. */
export const drawn = (table: Readonly<Record<string, Row>>, first: string): string =>
  ['stateDiagram-v2', `  [*] --> ${first}`, ...Object.entries(table).flatMap(([from, row]) => arrows(from, row))].join('\n')
