/** Any frames, and any story of a chat, for property tests with fast-check: those of this repository's own laws. */
import * as fc from 'fast-check'
import { failure } from '../lib'
import type { Frame } from '../lib'
import { gone, here, joins, leaves, lost, party, pauses, regained, said, says, typing } from './frames'

const content: ReadonlyArray<unknown> = [{ kind: 'card', actions: [{ text: 'yes' }] }]

/** One frame of each kind but for `Ended`, made with this id. */
export const frameMakers: ReadonlyArray<(id: string) => Frame> = [
  (id) => says(id, party(), { file: { id, name: 'a.txt' }, content }),
  (id) => joins(party(id)),
  (id) => leaves(party(id)),
  () => typing(),
  () => pauses(),
  (id) => ({ _tag: 'Entries', era: 'older', entries: [{ message: said(id, { id }), original: { id } }], session: { shown: { id } } }),
  (id) => ({ _tag: 'Entries', era: 'restored', entries: [{ message: said(id, { id }), original: { id } }] }),
  (id) => ({ _tag: 'Roster', members: [here(party(id)), gone(party('Gus'))] }),
  () => lost,
  () => regained,
  () => ({ _tag: 'Changed', capabilities: { async: true }, session: { shown: { a: { b: 1 } } } }),
  () => ({ _tag: 'Failed', code: 'x', response: failure('x', 'A failure.', { more: [1] }) }),
  () => ({ _tag: 'Signal', name: 'pollingStarted', data: { a: 1 } })
]

/** Any frame that leaves the session as it is: `Ended` comes from a test that wants it. */
export const anyFrame: fc.Arbitrary<Frame> = fc.tuple(fc.nat(frameMakers.length - 1), fc.string({ minLength: 1 })).map(([i, id]) => frameMakers[i]?.(id) ?? lost)

/** A move in the story of a chat. */
export type Move =
  /** Somebody gives a command, known or not. */
  | { readonly does: 'command'; readonly name: string; readonly options: object }
  /**
   * The agent does something; the connection drops; no connection comes about any more (`trouble`), or does again (`calm`);
   * the back end says what nobody understands; a subscriber comes who throws.
   */
  | { readonly does: 'agentSays' | 'agentTypes' | 'drop' | 'trouble' | 'calm' | 'badFrame' | 'throwing' }

/** Moves, and the ms that pass after each. */
export type Story = ReadonlyArray<readonly [Move, number]>

const command = (name: string, options: object = {}): Move => ({ does: 'command', name, options })

/** Any move. */
export const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom(
    command('startChat', { nickname: 'Jo' }), command('endChat'), command('sendMessage', { message: 'Hello' }), command('sendMessage', { message: 'Hello again' }), command('sendMessage'),
    command('sendTyping'), command('restore'), command('asyncRestore'), command('fetchHistory'), command('verifySession'), command('getTranscript'), command('getAgents'), command('getStats'),
    command('getSessionData'), command('updateUserData', { a: 1 }), command('addPrefilter', { filters: /hidden/ }), command('sendFilteredMessage', { message: 'hidden', regex: /hidden/ }),
    command('sendFile', { files: [] }), command('downloadFile', { fileId: 'f' }), command('poll'), command('startPoll'), command('nothing')
  ),
  fc.constantFrom<Move>({ does: 'agentSays' }, { does: 'agentTypes' }, { does: 'drop' }, { does: 'trouble' }, { does: 'calm' }, { does: 'badFrame' }, { does: 'throwing' })
)

const moves: fc.Arbitrary<Story> = fc.array(fc.tuple(anyMove, fc.constantFrom(0, 0, 10, 300, 2_500, 16_000)), { maxLength: 25 })

/** Any story of at most 26 moves. Most begin with a chat: much can only happen in one. */
export const anyStory: fc.Arbitrary<Story> = fc.oneof(
  { weight: 1, arbitrary: moves },
  { weight: 3, arbitrary: moves.map((rest): Story => [[command('startChat', { nickname: 'Jo' }), 100], ...rest]) }
)
