/** Tables of transitions as pictures: docs/architecture.md shows what these draw. */

/** Several happenings that lead to the same phase are one arrow. */
const arrows = (row: Partial<Record<string, string>>): ReadonlyArray<readonly [to: string, happenings: string]> =>
  [...new Set(Object.values(row))].map((to) => [to ?? '', Object.keys(row).filter((happening) => row[happening] === to).join(', ')])

/** A table of transitions as a Mermaid diagram. `first`: the phase that it begins with. */
export const drawn = (table: Readonly<Record<string, Partial<Record<string, string>>>>, first: string): string =>
  [
    'stateDiagram-v2',
    `  [*] --> ${first}`,
    ...Object.entries(table).flatMap(([from, row]) => arrows(row).map(([to, happenings]) => `  ${from} --> ${to}: ${happenings}`))
  ].join('\n')
