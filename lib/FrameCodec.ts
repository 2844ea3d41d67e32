/** What the pipeline relies on in a frame, by tag: a transport written without a compiler cannot break the stream. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { Finite, object, optional } from './codecs'
import { explainDepth } from './depth'
import { explain } from './explain'
import type { Frame, Inbound, SignalName } from './Frame'
import { ResponseC, SessionC } from './PortCodecs'

const PartyType = t.keyof({ Client: 0, Agent: 0, Supervisor: 0, Bot: 0, External: 0 }, 'a party type')

const Party = t.intersection(
  [t.type({ type: PartyType }, 'a party'), t.partial({ id: t.string, name: t.string, avatar: t.string }, 'a party')],
  'a party'
)

const Message = t.type({ id: t.string, type: t.string, text: t.string, from: Party, timestamp: Finite }, 'a message')

const Era = t.keyof({ live: 0, restored: 0, older: 0 }, 'an era')

const Member = t.intersection([t.type({ from: Party, joinedAt: Finite }, 'a member'), t.partial({ leftAt: Finite }, 'a member')], 'a member')

const Capabilities = t.record(t.string, t.boolean, 'a record of booleans')

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
  Entries: object({
    entries: t.array(t.type({ message: Message }, 'an entry'), 'an array of entries'),
    era: Era,
    unseen: optional(t.array(Message, 'an array of messages')),
    session: optional(SessionC)
  }),
  Roster: t.type({ members: t.array(Member, 'an array of members') }),
  Typing: t.intersection([t.type({ from: Party, typing: t.boolean }), t.partial({ at: Finite })]),
  Lost: Fields,
  Regained: Fields,
  Ended: Fields,
  Failed: object({ code: t.string, response: ResponseC }),
  Changed: object({ capabilities: optional(Capabilities), session: optional(SessionC) }),
  Signal: t.type({ name: Signal, data: Fields })
}

const noFrame: Inbound = E.left({ errors: ['frame: expected a frame of the transport port, found something else'] })

/** The way to what is wrong, without the steps into a part of an intersection: those are no fields. */
const throughFields = (error: t.ValidationError): t.ValidationError => ({
  ...error,
  context: error.context.filter((_, i) => !(error.context[i - 1]?.type instanceof t.IntersectionType))
})

/** Sentences, each once: both parts of an intersection say so when there is nothing at all. */
const complaints = (errors: t.Errors): ReadonlyArray<string> => [...new Set(explain('frame', errors.map(throughFields)))]

/** What a transport hands over, when nobody vouches for it. What throws when it is read is no frame either. */
export const check = (u: unknown): Inbound => {
  try {
    const inbound = u as Inbound | null | undefined // looked at field by field
    if (inbound?._tag === 'Left') return inbound
    const frame = inbound?.right
    const codec = frame && Object.hasOwn(FrameOf, frame._tag) ? FrameOf[frame._tag] : undefined
    if (!inbound || !codec) return noFrame
    const tooDeep = explainDepth('frame', frame)
    if (tooDeep) return E.left({ errors: [tooDeep] })
    if (codec.is(frame)) return inbound // its tag chose the codec
    const decoded: ReturnType<typeof codec.decode> = codec.decode(frame)
    return E.isLeft(decoded) ? E.left({ errors: complaints(decoded.left) }) : inbound
  } catch {
    return noFrame
  }
}
