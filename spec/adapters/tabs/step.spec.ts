/** What one tab does, step by step: who carries out what, and what is asked again. */
import type { Letter } from '../../../adapters/tabs/Letter'
import { mirrorOf } from '../../../adapters/tabs/mirror'
import { step, wakeAt } from '../../../adapters/tabs/step'
import { idle } from '../../../adapters/tabs/Tab'
import type { Input, Output, Tab } from '../../../adapters/tabs/Tab'
import type { Answer, Call, Entry, Inbound } from '../../../lib'
import { failure, success } from '../../../lib/Response'

const say = (text: string): Call => ({ type: 'sendMessage', text, options: {} })
const entry = (id: string, text: string): Entry => ({ message: { id, type: 'Message', text, from: { id: 'c', type: 'Client' }, timestamp: 1 }, original: { id, body: text } })
const entries = (...all: ReadonlyArray<Entry>): Inbound => ({ _tag: 'Right', right: { _tag: 'Entries', era: 'live', entries: all } })
const restored = (...all: ReadonlyArray<Entry>): Inbound => ({ _tag: 'Right', right: { _tag: 'Entries', era: 'restored', entries: all } })
const came: Answer = { _tag: 'Right', right: { response: success(), session: { shown: {} } } }

interface Played {
  readonly tab: Tab
  /** What the last input caused. */
  readonly outputs: ReadonlyArray<Output>
}

/** One input after the other, all at `now`. */
const play = (from: Tab, inputs: ReadonlyArray<Input>, { now = 0, isNothingStored = false } = {}): Played =>
  inputs.reduce<Played>(
    ({ tab }, input) => {
      const [next, outputs] = step(tab, input, { me: 'me', fresh: 'chat', now, random: 0, isNothingStored: () => isNothingStored })
      return { tab: next, outputs }
    },
    { tab: from, outputs: [] }
  )

const received = (letter: Letter, from = 'you'): Input => ({ _tag: 'Received', from, letter })
const call = (id: string, text: string, { at = 0, seen }: { readonly at?: number; readonly seen?: ReadonlyArray<string> } = {}): Input =>
  received({ tag: 'Call', to: 'me', at, chat: 'chat', id, call: say(text), seen })

const holding: Tab = { ...idle, role: 'holding', chat: 'chat' }
const following: Tab = { ...idle, role: 'following', chat: 'chat', holder: 'you', mirror: mirrorOf({ shown: {} }) }

const posted = ({ outputs }: Played): ReadonlyArray<Letter> => outputs.flatMap((output) => (output._tag === 'Post' ? [output.letter] : []))
const performed = ({ outputs }: Played): ReadonlyArray<string> => outputs.flatMap((output) => (output._tag === 'Perform' ? [output.id] : []))

describe('a call of another tab', () => {
  it('is carried out, and once only', () => {
    const first = play(holding, [call('1', 'hi')])
    expect(performed(first)).toEqual(['1'])
    expect(performed(play(first.tab, [call('1', 'hi', { seen: [] })]))).toEqual([])
  })

  it('that is for another holder is left alone', () => {
    expect(performed(play(holding, [received({ tag: 'Call', to: 'them', at: 0, chat: 'chat', id: '1', call: say('hi') })]))).toEqual([])
  })

  it('that is read late is not carried out, but asked for again', () => {
    const late = play(holding, [call('1', 'hi')], { now: 1_001 })
    expect([performed(late), posted(late)]).toEqual([[], [{ tag: 'Here' }, { tag: 'Ready', chat: 'chat' }]])
  })

  it('that has arrived is answered with what it became; the same words once more are said', () => {
    const knows = play(holding, [{ _tag: 'Heard', inbound: entries(entry('m1', 'yes')) }]).tab
    const found = play(knows, [call('1', 'yes', { seen: ['m1'] })])
    expect(performed(found)).toEqual([])
    expect(posted(found).at(-1)).toEqual({ tag: 'Answered', id: '1', it: { _tag: 'Right', right: { response: success({ id: 'm1', body: 'yes' }) } } })
    expect(performed(play(found.tab, [call('2', 'yes', { seen: ['m1'] })]))).toEqual(['2'])
  })

  it('of which nobody can find out whether it has arrived is answered so', () => {
    const notice: Call = { type: 'sendCustomNotice', text: 'n', options: {} }
    const asked = play(holding, [received({ tag: 'Call', to: 'me', at: 0, chat: 'chat', id: '1', call: notice, seen: [] })])
    expect(performed(asked)).toEqual([])
    expect(posted(asked).at(-1)).toMatchObject({ tag: 'Answered', id: '1', it: { _tag: 'Left', left: { errorReason: 'unknown' } } })
  })
})

describe('the lock', () => {
  const taking: ReadonlyArray<Input> = [{ _tag: 'Granted' }]

  it('comes to a tab that follows: it takes the session up at once, and everybody is told', () => {
    const taken = play(following, taking)
    expect([taken.tab.role, performed(taken), posted(taken)]).toEqual(['taking', ['take up'], [{ tag: 'Taken', chat: 'chat', number: 0 }]])
  })

  it('is stolen from a holder that says nothing for 5 s, and its last words are waited for', () => {
    const asked = play({ ...following, heard: 0 }, [{ _tag: 'Due' }], { now: 2_000 })
    expect([posted(asked), wakeAt(asked.tab)]).toEqual([[{ tag: 'Ping' }], 5_000])
    const stolen = play(asked.tab, [{ _tag: 'Due' }], { now: 5_000 })
    expect(stolen.outputs).toEqual([{ _tag: 'Steal' }])
    const taken = play(stolen.tab, taking, { now: 5_000 })
    expect([performed(taken), wakeAt(taken.tab)]).toEqual([[], 6_000])
    expect(performed(play(taken.tab, [{ _tag: 'Due' }], { now: 6_000 }))).toEqual(['take up'])
  })

  it('is not stolen by a tab that has slept itself', () => {
    const woken = play({ ...following, heard: 0, pinged: true }, [{ _tag: 'Due' }], { now: 60_000 })
    expect([woken.outputs, wakeAt(woken.tab)]).toEqual([[{ _tag: 'Post', letter: { tag: 'Ping' } }], 65_000])
  })

  it('is lost: the connection is closed, and the session followed', () => {
    const robbed = play(holding, [{ _tag: 'Robbed' }])
    expect([robbed.tab.role, robbed.outputs.map(({ _tag }) => _tag)]).toEqual(['following', ['Close', 'Queue', 'Post']])
    expect(play(holding, [received({ tag: 'Taken', chat: 'chat', number: 3 })]).tab.role).toBe('following')
  })

  it('is another tab’s than this one believes: the session is asked for again', () => {
    expect(posted(play(following, [received({ tag: 'Here' }, 'them')]))).toEqual([{ tag: 'Join' }])
    expect(posted(play(following, [received({ tag: 'Here' }, 'you')]))).toEqual([])
  })

  it('is refused: the tab goes its own way', () => {
    const wants = play(idle, [{ _tag: 'Called', id: '1', call: { type: 'restore' } }]).tab
    const alone = play(wants, [{ _tag: 'Refused' }])
    expect([alone.tab.role, performed(alone)]).toEqual(['apart', ['1']])
  })
})

describe('a session that is taken up', () => {
  const known = play({ ...following, heard: 0 }, [received({ tag: 'Told', chat: 'chat', number: 1, inbound: entries(entry('m1', 'one')) })]).tab
  const takes = play(known, [{ _tag: 'Called', id: '1', call: say('two') }, { _tag: 'Granted' }]).tab

  it('tells what was missed, and finds what was on its way', () => {
    const back = play(takes, [{ _tag: 'Performed', id: 'take up', by: 'me', it: came }, { _tag: 'Heard', inbound: restored(entry('m1', 'one'), entry('m2', 'two')) }])
    expect(back.outputs.filter(({ _tag }) => _tag !== 'Post')).toEqual([
      { _tag: 'Tell', inbound: entries(entry('m2', 'two')) },
      { _tag: 'Answer', id: '1', it: { _tag: 'Right', right: { response: success({ id: 'm2', body: 'two' }) } } }
    ])
  })

  it('says what has not arrived', () => {
    const back = play(takes, [{ _tag: 'Performed', id: 'take up', by: 'me', it: came }, { _tag: 'Heard', inbound: restored(entry('m1', 'one')) }])
    expect(performed(back)).toEqual(['1'])
  })

  it('tells that something may be missing, when the history does not reach what is known', () => {
    const back = play(takes, [{ _tag: 'Performed', id: 'take up', by: 'me', it: came }, { _tag: 'Heard', inbound: restored(entry('m9', 'nine')) }])
    const told = back.outputs.flatMap((output) => (output._tag === 'Tell' && output.inbound._tag === 'Right' ? [output.inbound.right] : []))
    expect(told).toMatchObject([{ _tag: 'Failed', code: 'HistoryFailed' }, { _tag: 'Entries', entries: [entry('m9', 'nine')] }])
  })

  it('that cannot be had for the moment is lost, tried again, and regained', () => {
    const failed = play(takes, [{ _tag: 'Performed', id: 'take up', by: 'me', it: { _tag: 'Left', left: failure('network', '') } }])
    expect(failed.outputs.filter(({ _tag }) => _tag === 'Tell')).toEqual([{ _tag: 'Tell', inbound: { _tag: 'Right', right: { _tag: 'Lost' } } }])
    const again = play(failed.tab, [{ _tag: 'Due' }], { now: wakeAt(failed.tab) })
    expect(performed(again)).toEqual(['take up'])
    const back = play(again.tab, [{ _tag: 'Performed', id: 'take up', by: 'me', it: came }, { _tag: 'Heard', inbound: restored(entry('m1', 'one')) }])
    expect(back.outputs.filter(({ _tag }) => _tag === 'Tell')).toEqual([{ _tag: 'Tell', inbound: { _tag: 'Right', right: { _tag: 'Regained' } } }])
  })

  it('that has been forgotten is over', () => {
    const over = play(takes, [{ _tag: 'Performed', id: 'take up', by: 'me', it: { _tag: 'Left', left: failure('ended', '') } }], { isNothingStored: true })
    expect([over.tab.role, over.outputs.map(({ _tag }) => _tag)]).toEqual(['idle', ['Answer', 'Post', 'Tell', 'Leave']])
  })
})

describe('a chat that is begun', () => {
  const starts = play(idle, [{ _tag: 'Called', id: '1', call: { type: 'start', form: { displayName: 'Ada', more: {} }, userData: {}, interactionData: {}, options: {} } }]).tab
  const welcome = received({ tag: 'Welcome', to: 'me', chat: 'other', number: 0, session: { shown: {} }, frames: [] })

  it('while another tab has one is refused, and that one found', () => {
    const refused = play(starts, [welcome])
    expect(refused.outputs).toMatchObject([{ _tag: 'Answer', id: '1', it: { _tag: 'Left', left: { errorReason: 'alreadyActive' } } }, { _tag: 'Leave' }, { _tag: 'Found' }])
  })

  it('where tabs do not see what the others have stored is its own', () => {
    const alone = play(starts, [welcome], { isNothingStored: true })
    expect([alone.tab.role, performed(alone)]).toEqual(['apart', ['1']])
  })

  it('is news for a tab without one', () => {
    expect(play(idle, [received({ tag: 'Began', chat: 'other' })]).outputs).toEqual([{ _tag: 'Found' }])
  })

  it('is asked for also where its cookies are not seen yet', () => {
    const restores: Input = { _tag: 'Called', id: '1', call: { type: 'restore' } }
    const told = play(idle, [received({ tag: 'Began', chat: 'other' }), restores], { isNothingStored: true })
    expect([told.tab.role, performed(told), posted(told)]).toEqual(['seeking', [], [{ tag: 'Join' }]])
    const untold = play(idle, [restores], { isNothingStored: true })
    expect([untold.tab.role, performed(untold)]).toEqual(['idle', ['1']])
  })
})
