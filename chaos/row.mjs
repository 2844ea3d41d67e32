/** A cell's result as a row of the table. */

export const HEADING = [
  'back end', 'fault', 'agent said', 'lost', 'doubled', 'disordered', 'told missing',
  'customer said', 'lost', 'doubled', 'disordered', 'told wrong', 'failed', 'unsure', 'odd events', 'other', 'verdict'
]

const lengths = (...lists) => lists.map(({ length }) => String(length))

/** @param {{ backEnd: string, fault: string, failures: string[], result?: ReturnType<typeof import('./tally.mjs').tally> }} cell */
export const rowOf = ({ backEnd, fault, failures, result }) => {
  const verdict = failures.length === 0 ? 'ok' : 'FAILED'
  if (result === undefined) return [backEnd, fault, ...HEADING.slice(3).map(() => '-'), verdict]
  const { down, up, own, transcript, counts, unheardOf, unanswered, answeredTwice, outOfContract, thrown } = result
  const other = [own.lost, own.doubled, own.disordered, transcript.lost, transcript.doubled, transcript.disordered, unheardOf, unanswered, answeredTwice, thrown]
  return [
    backEnd, fault,
    String(counts.agent), ...lengths(down.lost, down.doubled, down.disordered, counts.missed),
    String(counts.customer), ...lengths(up.lost, up.doubled, up.disordered, up['told wrong'], counts.failed, counts.unsure),
    ...lengths(outOfContract, other.flat()), verdict
  ]
}
