/** What the pipeline relies on in a frame, by tag: a transport written without a compiler cannot break the stream. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { explain } from './explain'
import type { Frame, Inbound, SignalName } from './Frame'

const Type = t.keyof({ Client: 0, Agent: 0, Supervisor: 0, Bot: 0, External: 0 }, 'a party type')

const TEXTS: ReadonlyArray<string> = ['id', 'name', 'avatar']

const Named = t.type({ type: Type }, 'a party')
type Named = t.TypeOf<typeof Named>

/** The first of its further fields that is there and no text. By hand: `t.intersection` alone costs the bundle a kilobyte. */
const wrong = (party: object): string | undefined =>
  Object.entries(party).find(([key, value]) => TEXTS.includes(key) && value !== undefined && typeof value !== 'string')?.[0]

const isParty = (u: unknown): u is Named => Named.is(u) && wrong(u) === undefined

const Party = new t.Type<Named>(
  'a party',
  isParty,
  (u, context) => {
    const named = Named.validate(u, context)
    const key = Named.is(u) ? wrong(u) : undefined
    return key === undefined ? named : t.failure((u as Record<string, unknown>)[key], t.appendContext(context, key, t.string)) // it has that field
  },
  t.identity
)

const Entry = t.type(
  { message: t.type({ id: t.string, type: t.string, text: t.string, from: Party, timestamp: t.number }, 'a message') },
  'an entry'
)

const signals: Record<SignalName, 0> = {
  pollingStarted: 0,
  pollingStopped: 0,
  chatServerWentOffline: 0,
  chatServerBackOnline: 0,
  restoredOffline: 0,
  sleeping: 0,
  waking: 0,
  sessionLost: 0,
  ajaxResponse: 0
}
const Signal = t.keyof(signals, 'the name of a signal')

const Fields = t.type({}, 'an object')

const FrameOf: Record<Frame['_tag'], t.Any> = {
  Entries: t.type({ entries: t.array(Entry, 'an array of entries'), era: t.keyof({ live: 0, restored: 0, older: 0 }, 'an era') }),
  Roster: t.type({ members: t.array(t.type({ from: Party, joinedAt: t.number }, 'a member'), 'an array of members') }),
  Typing: t.type({ from: Party, typing: t.boolean }),
  Lost: Fields,
  Regained: Fields,
  Ended: Fields,
  Failed: t.type({ code: t.string, response: Fields }),
  Changed: Fields,
  Signal: t.type({ name: Signal, data: Fields })
}

const noFrame: Inbound = E.left({ errors: ['frame: expected a frame of the transport port, found something else'] })

/** What a transport hands over, when nobody vouches for it. What throws when it is read is no frame either. */
export const check = (u: unknown): Inbound => {
  try {
    const inbound = u as Inbound | null | undefined // looked at field by field
    if (inbound?._tag === 'Left') return inbound
    const frame = inbound?.right
    const codec = frame && Object.hasOwn(FrameOf, frame._tag) ? FrameOf[frame._tag] : undefined
    if (!inbound || !codec) return noFrame
    if (codec.is(frame)) return inbound // its tag chose the codec
    const decoded: ReturnType<typeof codec.decode> = codec.decode(frame)
    return E.left({ errors: E.isLeft(decoded) ? explain('frame', decoded.left) : [] })
  } catch {
    return noFrame
  }
}
