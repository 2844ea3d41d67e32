/** A recording as a picture: what was asked, what the back end said, what was told. */
import { alphabet } from './alphabet'
import type { Line } from './Recording'
import { drawn } from './replay'
import { diagram } from './svg'

const namesOf = (frames: ReturnType<typeof drawn>['frames']): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(frames).map(([letter, inbound]) => {
    if (inbound._tag === 'Left') return [letter, 'not understood']
    const frame = inbound.right
    if (frame._tag === 'Entries') return [letter, `${frame.era}: ${frame.entries.map(({ message }) => message.type).join(', ')}`]
    if (frame._tag === 'Typing') return [letter, frame.typing ? 'types' : 'pauses']
    return [letter, frame._tag]
  }))

/** The text of an SVG document. It holds kinds and names of events and commands, no texts. */
export const drawRecording = (lines: ReadonlyArray<Line>): string => {
  const { asks, hears, told, orders, frames, values } = drawn(lines)
  const commands = Object.fromEntries(Object.entries(orders).map(([letter, [name]]) => [letter, name]))
  const done = Object.fromEntries(Object.entries(commands).map(([letter, name]) => [letter, `${name} is done`]))
  const events = Object.fromEntries(Object.entries(alphabet.events).map(([name, letter]) => [letter, name]))
  const { refused, progress } = alphabet.answers
  return diagram(
    [
      { name: 'commands', row: asks, meanings: commands },
      { name: 'back end', row: hears, meanings: namesOf(frames) },
      { name: 'told', row: told, meanings: { ...done, ...events, ...values, [refused]: 'a command is refused', [progress]: 'a command is on its way' } }
    ],
    'A recorded chat'
  )
}
