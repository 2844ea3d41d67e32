/** The suite itself: a back end without a network that keeps what is promised passes, and one that breaks a promise is caught by name. */
import { Observable, of, Subject } from 'rxjs'
import { failure, live, NO_SESSION, noCapabilities, success } from '../../lib'
import type { Answer, Call, Entry, Frame, Inbound, Party, Transport } from '../../lib'
import { conformance } from '../../testing'
import type { Stage } from '../../testing'

/** A promise that is broken. */
type Fault = 'none' | 'loses' | 'doubles' | 'swaps' | 'trims' | 'keeps what is over' | 'forgets too soon' | 'never regains' | 'answers never'

const jo: Party = { id: 'c1', name: 'Jo', type: 'Client' }
const ann: Party = { id: 'a1', name: 'Ann', type: 'Agent' }

const done = (sessionId = 's1'): Answer => ({ _tag: 'Right', right: { response: success({}), session: { shown: { sessionId } } } })

/** One customer's server, and the pages before it. */
const stageOf = (fault: Fault): Stage => {
  const log: Entry[] = []
  let heard: string[] = []
  let isStored = false
  let isCut = false
  let inbound = new Subject<Inbound>()
  let held: Entry[] = []

  const tell = (...frames: ReadonlyArray<Frame>): void => frames.forEach((right) => inbound.next({ _tag: 'Right', right }))
  const later = (act: () => void): void => queueMicrotask(act)
  const entry = (from: Party, text: string, type: 'Message' | 'ParticipantJoined' = 'Message'): Entry => {
    const message = { id: `m${log.length}`, type, text, from, timestamp: log.length }
    const made = { message, original: message }
    log.push(made)
    return made
  }
  const show = (made: Entry): void => {
    if (isCut) held.push(made)
    else if (fault === 'doubles' && made.message.text === 'two\nlines') tell(live(made), live({ ...made, message: { ...made.message, id: `${made.message.id}-again` } }))
    else if (!(fault === 'loses' && made.message.text === 'same')) tell(live(made))
  }
  const says = (from: Party, text: string): void => show(entry(from, text))
  const end = (): void => {
    isStored = fault === 'keeps what is over'
    later(() => tell({ _tag: 'Ended' }))
  }

  const answer = (call: Call): Answer | undefined => {
    if (isCut && (call.type === 'start' || call.type === 'restore')) {
      if (fault === 'forgets too soon') isStored = false
      return { _tag: 'Left', left: failure('network', 'Nobody there.') }
    }
    switch (call.type) {
      case 'start':
        log.length = 0
        heard = []
        isStored = true
        later(() => show(entry(jo, '', 'ParticipantJoined')))
        return done()
      case 'restore':
        if (!isStored) return { _tag: 'Left', left: failure(NO_SESSION, 'Nothing stored.') }
        later(() => {
          tell({ _tag: 'Roster', members: [{ from: jo, joinedAt: 0 }, { from: ann, joinedAt: 1 }] })
          tell({ _tag: 'Entries', era: 'restored', entries: [...log] })
        })
        return done()
      case 'sendMessage': {
        const text = fault === 'trims' ? call.text.trim() : call.text
        if (fault === 'answers never' && text === 'one') return undefined
        heard.push(text)
        later(() => says(jo, text))
        return done()
      }
      case 'end':
        isStored = fault === 'keeps what is over'
        return done()
      default:
        return done()
    }
  }

  const open = (): Transport => {
    const mine = new Subject<Inbound>()
    inbound = mine
    return {
      type: 'memory',
      capabilities: noCapabilities,
      frames$: mine,
      call: (call) => {
        const given = answer(call)
        return given === undefined ? new Observable(() => undefined) : of(given)
      },
      dispose: () => undefined
    }
  }

  return {
    open,
    config: { ajaxTimeout: 60_000 },
    heard: () => heard,
    server: {
      agentJoins: () => show(entry(ann, '', 'ParticipantJoined')),
      agentSays: (text) => {
        if (fault === 'swaps' && text === 'first') later(() => later(() => later(() => says(ann, text))))
        else later(() => says(ann, text))
      },
      agentTypes: () => tell({ _tag: 'Typing', from: ann, typing: true, original: {} }),
      ends: () => later(end),
      cut: () => {
        isCut = true
        later(() => tell({ _tag: 'Lost' }))
      },
      mend: () => {
        isCut = false
        if (fault === 'never regains') return
        const missed = held
        held = []
        later(() => tell(...missed.map((made) => live(made)), { _tag: 'Regained' }))
      }
    },
    close: () => undefined
  }
}

/** The names of the checks that fail. They do not need each other. */
const failing = async (fault: Fault): Promise<ReadonlyArray<string>> => {
  const outcomes = await Promise.all(conformance({ name: fault, stage: () => stageOf(fault), patience: 4_000 }).checks.map(({ name, run }) => run().then(() => [], () => [name.split(/[:,]/)[0] ?? ''])))
  return outcomes.flat()
}

jest.setTimeout(30_000)

const promises: ReadonlyArray<readonly [Fault, ReadonlyArray<string>]> = [
  ['none', []],
  ['loses', ['what is said goes both ways as it was typed']],
  ['doubles', ['what is said goes both ways as it was typed']],
  ['swaps', ['what is said goes both ways as it was typed']],
  ['trims', ['what is said goes both ways as it was typed']],
  ['answers never', ['what is said goes both ways as it was typed']],
  ['keeps what is over', ['the customer ends the chat', 'the server ends the chat']],
  ['forgets too soon', ['a chat that cannot be reached just now is not forgotten']],
  ['never regains', ['a lost connection is told']]
]

it('finds which promise is broken, and nothing else', async () => {
  expect(await Promise.all(promises.map(async ([fault]) => [fault, await failing(fault)]))).toEqual(promises)
})
