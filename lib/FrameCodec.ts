/** What the pipeline relies on in a frame, by tag: a transport written without a compiler cannot break the stream. */
import * as t from 'io-ts'
import type { Frame } from './Frame'

const Type = t.keyof({ Client: 0, Agent: 0, Supervisor: 0, Bot: 0, External: 0 }, 'party type')

const Party = t.intersection(
  [t.type({ type: Type }), t.partial({ id: t.string, name: t.string, avatar: t.string })],
  'party'
)

const Entry = t.type(
  { message: t.type({ id: t.string, type: t.string, text: t.string, from: Party, timestamp: t.number }) },
  'entry'
)

const empty = t.type({})

export const FrameOf: Record<Frame['_tag'], t.Any> = {
  Entries: t.type({ entries: t.array(Entry), era: t.keyof({ live: 0, restored: 0, older: 0 }) }),
  Roster: t.type({ members: t.array(t.type({ from: Party, joinedAt: t.number })) }),
  Typing: t.type({ from: Party, typing: t.boolean }),
  Lost: empty,
  Regained: empty,
  Ended: empty,
  Failed: t.type({ code: t.string, response: t.UnknownRecord }),
  Changed: empty,
  Signal: t.type({ name: t.string, data: t.UnknownRecord })
}
