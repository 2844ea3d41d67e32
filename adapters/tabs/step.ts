/**
 * One step of a tab: who holds the connection, what the others are told, and how calls reach it. An input changes the tab,
 * and the step answers with what is to be done, in order. Pure but for the look at the store.
 */
import * as E from 'fp-ts/Either'
import type { Answer, Entry, Frame, Inbound, Progress, Response } from '../../lib'
import { failure, success } from '../../lib/Response'
import { ALREADY_ACTIVE, HISTORY, isProgress, LOST, UNKNOWN } from '../../lib/Transport'
import { ENDED } from '../transports/conversation/Conversation'
import { delayOf } from '../transports/delayOf'
import type { CallLetter, Letter, Welcome } from './Letter'
import { entryWith, framesOf, isOf, mirrored, mirrorOf, movesIn, newsIn, saidSince } from './mirror'
import { idle } from './Tab'
import type { Ask, Input, Order, Output, Role, Tab, Turn } from './Tab'

/** Ms without a sign of the holder after which one is asked for, and after which it counts as frozen. */
const PING = 2_000
const SILENT = 5_000
/** Ms by which those who seek a session are more patient. */
const HEAD_START = 1_000
/** Ms by which a deadline may be missed before this tab is taken to have slept itself: then a sign is asked for anew. */
const SLEPT = 1_500
/** Ms that nobody may hold the connection before everybody is told that it is lost. */
const UNNOTICED = 1_000
/** Ms after which a call is read too late to be carried out: whoever reads it has slept, and may have lost the lock. */
const FRESH = 1_000
/** The longest first pause between attempts to take a session up, in ms. */
const PAUSE = 1_000
/** Ms that the end may take on the back end. */
const ENDING = 15_000
/** How many answers and orders are remembered. */
const MOST_REMEMBERED = 256
/** The order by which a session is taken up. */
const TAKE_UP = 'take up'

/** When a step is made, by what chance, and by whom; and what it wants done, in order. */
interface Stepping extends Turn {
  readonly out: Output[]
}

/** A letter, and which tab wrote it. */
interface Posted<L extends Letter> {
  readonly from: string
  readonly letter: L
}

const withLock: ReadonlyArray<Role> = ['beginning', 'holding', 'taking', 'catching', 'ending']

const hasLock = ({ role }: Tab): boolean => withLock.includes(role)

/** The tab holds the session, and the others hear from it what is told. */
const tellsOthers = ({ role }: Tab): boolean => role === 'holding' || role === 'taking' || role === 'catching'

/** The tab waits for somebody else's signs of life. */
const listens = ({ role }: Tab): boolean => role === 'seeking' || role === 'following'

const post = (letter: Letter): Output => ({ _tag: 'Post', letter })

const right = (frame: Frame): Inbound => E.right(frame)

const refusal = (response: Response): Answer => E.left(response)

const alreadyActive = refusal(failure(ALREADY_ACTIVE, 'There is already an active chat session.'))
const endedAnswer = refusal(ENDED)
const lostAnswer = refusal(failure(LOST, 'Another tab has taken over the connection.'))
const unknownAnswer = refusal(failure(UNKNOWN, 'The connection went to another tab. It is not known whether this arrived.'))
const gone: Answer = E.right({ response: success({}, 204) })

/** To the others before to the own core, whose subscribers may change what they get. */
const tell = (tab: Tab, inbound: Inbound, { out }: Pick<Stepping, 'out'>): Tab => {
  const number = tab.number + 1
  if (tellsOthers(tab) && tab.chat !== undefined) out.push(post({ tag: 'Told', chat: tab.chat, number, inbound }))
  out.push({ _tag: 'Tell', inbound })
  return { ...tab, number, mirror: mirrored(tab.mirror, inbound) }
}

const tellAll = (tab: Tab, inbounds: ReadonlyArray<Inbound>, on: Stepping): Tab => inbounds.reduce((next, inbound) => tell(next, inbound, on), tab)

/** Nothing is left but what is still to be answered. */
const rested = ({ asks, claimed }: Tab, { out }: Stepping): Tab => {
  out.push({ _tag: 'Leave' })
  return { ...idle, asks, claimed }
}

const seek = (tab: Tab, wanted: Tab['wanted'], { now, out }: Stepping): Tab => {
  out.push({ _tag: 'Queue' }, post({ tag: 'Join' }))
  return { ...idle, claimed: tab.claimed, role: 'seeking', wanted, heard: now, pinged: true }
}

/** The session is over for all tabs. */
const over = (tab: Tab, on: Stepping): Tab => rested(tell(tab, right({ _tag: 'Ended' }), on), on)

const claiming = (tab: Tab, it: Progress | Answer): Tab => {
  if (isProgress(it) || E.isLeft(it)) return tab
  const { id } = it.right.response
  return typeof id === 'string' ? { ...tab, claimed: [...tab.claimed, id].slice(-MOST_REMEMBERED) } : tab
}

/** What a call is answered with. */
interface Answering {
  readonly id: string
  readonly it: Progress | Answer
}

/** The answer to a call of this tab's own. */
const answer = (tab: Tab, { id, it }: Answering, { out }: Stepping): Tab => {
  out.push({ _tag: 'Answer', id, it })
  return isProgress(it) ? tab : { ...tab, asks: tab.asks.filter((ask) => ask.id !== id) }
}

/** The answer to an order: to whoever gave it, and to the others, who learn by it which message is taken. */
const report = (tab: Tab, { id, by, it }: Answering & Pick<Order, 'by'>, on: Stepping): Tab => {
  const { me, out } = on
  const next = claiming(tab, it)
  const isClaim = next !== tab && tellsOthers(tab)
  if (by !== me || isClaim) out.push(post({ tag: 'Answered', id, it }))
  return by === me ? answer(next, { id, it }, on) : next
}

/** What a message has become, as its sender hears it. */
const arrived = ({ message, original }: Entry): Answer => E.right({ response: success({ ...Object(original), id: message.id }) })

/** A call that may have been carried out: found to have been, made again where that does no harm, or answered honestly. */
const carryOut = (tab: Tab, { id, by, call, seen }: Order, on: Stepping): Tab => {
  const { now, out } = on
  if (seen !== undefined) {
    if (call.type === 'sendCustomNotice' || call.type === 'sendFile') return report(tab, { id, by, it: unknownAnswer }, on)
    const own = seen.find((each) => !tab.claimed.includes(each))
    const entry = own === undefined ? undefined : entryWith(tab.mirror, own)
    if (entry !== undefined) return report(tab, { id, by, it: arrived(entry) }, on)
  }
  if (call.type !== 'end') {
    out.push({ _tag: 'Perform', id, by, call })
    return tab
  }
  // It is over whatever the server says. The lock is kept until it has, so that nobody begins anew before.
  const told = tell(tab, right({ _tag: 'Ended' }), on)
  out.push({ _tag: 'Perform', id, by, call })
  return { ...idle, asks: told.asks, claimed: told.claimed, role: 'ending', end: id, until: now + ENDING }
}

/** What a call may have become, if it has been handed on. */
const seenOf = ({ mirror }: Tab, { call, isSent, mark }: Ask): ReadonlyArray<string> | undefined => {
  if (!isSent) return undefined
  return call.type === 'sendMessage' ? saidSince(mirror, { text: call.text, mark }) : []
}

/** Calls without an answer are made again, now that somebody holds the connection. */
const askAgain = (tab: Tab, on: Stepping): Tab => {
  const { me, now, out } = on
  const { chat, asks } = tab
  const sent: Tab = { ...tab, asks: asks.map((ask) => ({ ...ask, isSent: true })) }
  if (!hasLock(tab)) {
    if (chat === undefined || tab.holder === undefined) return tab
    for (const ask of asks) out.push(post({ tag: 'Call', to: tab.holder, at: now, chat, id: ask.id, call: ask.call, seen: seenOf(tab, ask) }))
    return sent
  }
  let next = sent
  for (const ask of asks) {
    if (next.role === 'holding') next = carryOut(next, { id: ask.id, by: me, call: ask.call, seen: seenOf(tab, ask) }, on)
  }
  return next
}

const welcome = (tab: Tab, to: string, { out }: Stepping): void => {
  const { chat, number, mirror } = tab
  if (chat !== undefined) out.push(post({ tag: 'Welcome', to, chat, number, session: mirror.session, frames: framesOf(mirror) }))
}

/** The session is there, and nothing is missing. */
const hold = (tab: Tab, on: Stepping): Tab => {
  const { chat, guests } = tab
  let next: Tab = { ...tab, role: 'holding', guests: [], accepted: [], until: Infinity, lostAt: Infinity, tries: 0, roster: undefined }
  if (tab.roster !== undefined) next = tellAll(next, movesIn(next.mirror, tab.roster).map(right), on)
  if (next.mirror.isLost) next = tell(next, right({ _tag: 'Regained' }), on)
  if (chat !== undefined) on.out.push(post({ tag: 'Ready', chat }))
  for (const guest of guests) welcome(next, guest, on)
  return askAgain(next, on)
}

/** Somebody else's call. One that comes before the session is there, or is read late, is made again when that is told. */
const ordered = (tab: Tab, { from, letter }: Posted<CallLetter>, on: Stepping): Tab => {
  const { me, now, out } = on
  const { to, at, chat, id, call, seen } = letter
  if (!hasLock(tab) || to !== me) return tab
  out.push(post({ tag: 'Here' }))
  if (tab.role !== 'holding' || tab.accepted.includes(id)) return tab
  if (tab.chat !== chat) return report(tab, { id, by: from, it: call.type === 'end' ? gone : endedAnswer }, on)
  if (now - at > FRESH) {
    out.push(post({ tag: 'Ready', chat }))
    return tab
  }
  return carryOut({ ...tab, accepted: [...tab.accepted, id].slice(-MOST_REMEMBERED) }, { id, by: from, call, seen }, on)
}

/** The lock is another tab's: the connection is given up, and the session goes on there. */
const robbed = (tab: Tab, on: Stepping): Tab => {
  const { now, out } = on
  const { role, wanted } = tab
  if (!hasLock(tab)) return tab
  out.push({ _tag: 'Close' })
  if (role === 'ending') return rested(tab, on)
  if (role === 'beginning') {
    if (wanted?.call.type === 'restore') return seek(tab, wanted, on)
    if (wanted !== undefined) out.push({ _tag: 'Answer', id: wanted.id, it: lostAnswer })
    return rested(tab, on)
  }
  out.push({ _tag: 'Queue' }, post({ tag: 'Join' }))
  return { ...tab, role: 'following', holder: undefined, isBehind: true, heard: now, pinged: true, guests: [], until: Infinity, lostAt: Infinity, roster: undefined }
}

const called = (tab: Tab, { id, call }: Extract<Input, { readonly _tag: 'Called' }>, on: Stepping): Tab => {
  const { me, now, out } = on
  const perform: Output = { _tag: 'Perform', id, by: me, call }
  const isBeginning = call.type === 'start' || call.type === 'restore'
  if (isBeginning && tab.role === 'idle') {
    const isOwn = call.type === 'restore' && call.sessionData !== undefined && call.sessionData !== ''
    // A page that knows better than the store has a session of its own.
    if (isOwn) {
      out.push(perform)
      return { ...tab, role: 'apart', wanted: { id, call } }
    }
    if (call.type === 'start' || tab.hasHeardOfOne || !on.isNothingStored()) return seek(tab, { id, call }, on)
  }
  const ask: Ask = { id, call, isSent: false, mark: tab.mirror.last }
  switch (tab.role) {
    case 'holding':
      return carryOut({ ...tab, asks: [...tab.asks, { ...ask, isSent: true }] }, { id, by: me, call }, on)
    case 'following':
      if (tab.chat === undefined || tab.holder === undefined) return { ...tab, asks: [...tab.asks, ask] }
      out.push(post({ tag: 'Call', to: tab.holder, at: now, chat: tab.chat, id, call }))
      return { ...tab, asks: [...tab.asks, { ...ask, isSent: true }] }
    case 'taking':
    case 'catching':
    case 'away':
      return { ...tab, asks: [...tab.asks, ask] }
    case 'apart':
      out.push(perform)
      return call.type === 'end' ? { ...idle, claimed: tab.claimed } : tab
    case 'idle':
    case 'seeking':
    case 'beginning':
    case 'ending':
      out.push(perform)
      return tab
  }
}

/** There are no locks here: whatever is wanted is had as without other tabs. */
const refused = (tab: Tab, { me, out }: Stepping): Tab => {
  const { role, wanted } = tab
  if (role !== 'seeking' || wanted === undefined) return tab
  out.push({ _tag: 'Leave' }, { _tag: 'Perform', id: wanted.id, by: me, call: wanted.call })
  return { ...idle, role: 'apart', wanted }
}

const abandoned = (tab: Tab, id: string, on: Stepping): Tab => {
  const { out } = on
  out.push({ _tag: 'Drop', id })
  if (tab.wanted?.id === id || tab.end === id) return tab.role === 'apart' ? idle : rested(tab, on)
  const asks = tab.asks.filter((ask) => ask.id !== id)
  if (asks.length < tab.asks.length && !hasLock(tab)) out.push(post({ tag: 'Dropped', id }))
  return { ...tab, asks }
}

const granted = (tab: Tab, { me, now, out }: Stepping): Tab => {
  const { role, wanted, chat, number } = tab
  if (role === 'seeking' && wanted !== undefined) {
    out.push(post({ tag: 'Here' }), { _tag: 'Perform', id: wanted.id, by: me, call: wanted.call })
    return { ...tab, role: 'beginning' }
  }
  if (role === 'following' && chat !== undefined) {
    out.push(post({ tag: 'Taken', chat, number }))
    const next: Tab = { ...tab, role: 'taking', holder: undefined, isBehind: false, isThief: false, tries: 1, until: Infinity, lostAt: now + UNNOTICED }
    // Who was robbed may wake just now and do what it has just read: that is waited for, to be found.
    if (tab.isThief) return { ...next, until: now + FRESH, lostAt: now + FRESH + UNNOTICED }
    out.push({ _tag: 'Perform', id: TAKE_UP, by: me, call: { type: 'restore' } })
    return next
  }
  out.push({ _tag: 'Leave' })
  return tab
}

/** The back end's answer to the start or restore that this tab wants. */
const begun = (tab: Tab, { id, it }: { readonly id: string; readonly it: Answer }, on: Stepping): Tab => {
  const { fresh, out } = on
  out.push({ _tag: 'Answer', id, it })
  if (tab.role === 'apart') return E.isLeft(it) ? idle : { ...tab, wanted: undefined }
  if (E.isLeft(it)) return rested(tab, on)
  const next: Tab = { ...idle, claimed: tab.claimed, role: 'holding', chat: fresh, mirror: mirrorOf(it.right.session) }
  out.push(post({ tag: 'Began', chat: fresh }))
  for (const guest of tab.guests) welcome(next, guest, on)
  return next
}

/** The back end's answer to the attempt to take the session up. */
const takenUp = (tab: Tab, it: Answer, on: Stepping): Tab => {
  const { now, random, out } = on
  if (E.isRight(it)) {
    const next: Tab = { ...tab, role: 'catching', until: now + UNNOTICED, lostAt: Infinity }
    return it.right.session === undefined ? next : tell(next, right({ _tag: 'Changed', session: it.right.session }), on)
  }
  // Forgotten on proof only: then it is over.
  if (on.isNothingStored()) {
    for (const { id, call } of tab.asks) out.push({ _tag: 'Answer', id, it: call.type === 'end' ? gone : endedAnswer })
    return over({ ...tab, asks: [] }, on)
  }
  const until = now + delayOf(tab.tries, { base: PAUSE, random: () => random })
  const next: Tab = { ...tab, tries: tab.tries + 1, until, lostAt: Infinity }
  return next.mirror.isLost ? next : tell(next, right({ _tag: 'Lost' }), on)
}

const performed = (tab: Tab, { id, by, it }: Extract<Input, { readonly _tag: 'Performed' }>, on: Stepping): Tab => {
  if (id === TAKE_UP) return isProgress(it) || tab.role !== 'taking' ? tab : takenUp(tab, it, on)
  if (tab.wanted?.id === id && !isProgress(it)) return begun(tab, { id, it }, on)
  const next = report(tab, { id, by, it }, on)
  return tab.end === id && !isProgress(it) ? rested(next, on) : next
}

/** What comes first over a new connection: what was missed is told as if it came now. */
const caught = (tab: Tab, inbound: Inbound, on: Stepping): Tab => {
  if (E.isLeft(inbound)) return tell(tab, inbound, on)
  const frame = inbound.right
  if (frame._tag === 'Roster') return { ...tab, roster: frame }
  if (frame._tag === 'Ended') return over(tab, on)
  if (frame._tag !== 'Entries' || frame.era !== 'restored') return tell(tab, inbound, on)
  const { entries, missingSince } = newsIn(tab.mirror, frame.entries)
  let next = tab
  if (missingSince !== undefined) {
    const text = `What was said since ${missingSince} (ms since the epoch) could not all be had.`
    next = tell(next, right({ _tag: 'Failed', code: 'HistoryFailed', response: failure(HISTORY, text) }), on)
  }
  if (entries.length > 0) next = tell(next, right({ _tag: 'Entries', era: 'live', entries, session: frame.session }), on)
  return hold(next, on)
}

const heard = (tab: Tab, inbound: Inbound, on: Stepping): Tab => {
  const isEnd = E.isRight(inbound) && inbound.right._tag === 'Ended'
  switch (tab.role) {
    case 'holding':
      return isEnd ? over(tab, on) : tell(tab, inbound, on)
    case 'catching':
      return caught(tab, inbound, on)
    case 'idle':
    case 'apart':
    case 'seeking':
    case 'beginning':
      on.out.push({ _tag: 'Tell', inbound })
      return isEnd && tab.role === 'apart' ? idle : tab
    case 'taking':
    case 'following':
    case 'ending':
    case 'away':
      return tab // of a connection that this tab has given up, or of a session that is over
  }
}

/** The session of whoever holds it: this tab comes to the same point. */
const welcomed = (tab: Tab, { from, letter }: Posted<Welcome>, on: Stepping): Tab => {
  const { me, now, out } = on
  const { role, wanted } = tab
  const { chat, number, session, frames } = letter
  if (role === 'seeking' && wanted !== undefined) {
    if (wanted.call.type === 'start' && on.isNothingStored()) {
      // Nothing is shared here but the channel: this tab cannot see what the other one has stored.
      out.push({ _tag: 'Leave' }, { _tag: 'Perform', id: wanted.id, by: me, call: wanted.call })
      return { ...idle, role: 'apart', wanted }
    }
    if (wanted.call.type === 'start') {
      out.push({ _tag: 'Answer', id: wanted.id, it: alreadyActive })
      const next = rested(tab, on)
      out.push({ _tag: 'Found' })
      return next
    }
    out.push({ _tag: 'Answer', id: wanted.id, it: E.right({ response: success(), session }) })
    const next: Tab = { ...idle, claimed: tab.claimed, role: 'following', chat, holder: from, heard: now, mirror: mirrorOf(session) }
    return { ...tellAll(next, frames, on), number }
  }
  if (role !== 'following' || !tab.isBehind) return tab
  // Where everybody slept, the session may have been taken up under another name.
  if (tab.chat !== chat && !isOf(tab.mirror, frames)) {
    const next = over(tab, on)
    out.push({ _tag: 'Found' })
    return next
  }
  let next: Tab = { ...tab, chat, holder: from, isBehind: false }
  let roster: Tab['roster']
  for (const inbound of frames) {
    if (E.isLeft(inbound)) continue
    const frame = inbound.right
    if (frame._tag === 'Roster') roster = frame
    else if (frame._tag === 'Entries') {
      const { entries } = newsIn(next.mirror, frame.entries)
      if (entries.length > 0) next = tell(next, right({ _tag: 'Entries', era: 'live', entries, session: frame.session }), on)
    } else if (frame._tag !== 'Lost' || !next.mirror.isLost) next = tell(next, inbound, on)
  }
  if (roster !== undefined) next = tellAll(next, movesIn(next.mirror, roster).map(right), on)
  const isLost = frames.some((inbound) => E.isRight(inbound) && inbound.right._tag === 'Lost')
  if (next.mirror.isLost && !isLost) next = tell(next, right({ _tag: 'Regained' }), on)
  return askAgain({ ...next, number }, on)
}

/** A frame from the holder: the next one, or there is a gap. */
const told = (tab: Tab, { from, letter: { chat, number, inbound } }: Posted<Extract<Letter, { readonly tag: 'Told' }>>, on: Stepping): Tab => {
  if (tab.role !== 'following' || tab.isBehind || tab.chat !== chat || tab.holder !== from || number <= tab.number) return tab
  if (number > tab.number + 1) {
    on.out.push(post({ tag: 'Join' }))
    return { ...tab, isBehind: true }
  }
  return E.isRight(inbound) && inbound.right._tag === 'Ended' ? over(tab, on) : tell(tab, inbound, on)
}

const received = (tab: Tab, { from, letter }: Posted<Letter>, on: Stepping): Tab => {
  const { me, out } = on
  switch (letter.tag) {
    case 'Ping':
      if (hasLock(tab)) out.push(post({ tag: 'Here' }))
      return { ...tab, pinged: true } // one question is enough
    case 'Join':
      if (!hasLock(tab)) return tab
      if (tab.role === 'holding') {
        welcome(tab, from, on)
        return tab
      }
      out.push(post({ tag: 'Here' }))
      return tab.role === 'ending' ? tab : { ...tab, guests: [...tab.guests.filter((guest) => guest !== from), from] }
    case 'Here':
      return tab
    case 'Began':
      if (tab.role === 'idle') {
        out.push({ _tag: 'Found' })
        return { ...tab, hasHeardOfOne: true }
      }
      if (tab.role !== 'following' || tab.chat === letter.chat) return tab
      out.push(post({ tag: 'Join' }))
      return { ...tab, holder: undefined, isBehind: true }
    case 'Welcome':
      return letter.to === me ? welcomed(tab, { from, letter }, on) : tab
    case 'Told':
      return told(tab, { from, letter }, on)
    case 'Taken':
      if (tab.chat !== letter.chat) return tab
      if (hasLock(tab)) return robbed(tab, on)
      if (tab.role !== 'following') return tab
      if (tab.isBehind) out.push(post({ tag: 'Join' }))
      return { ...tab, holder: from, number: letter.number }
    case 'Ready':
      return tab.role === 'following' && tab.holder === from && tab.chat === letter.chat && !tab.isBehind ? askAgain(tab, on) : tab
    case 'Call':
      return ordered(tab, { from, letter }, on)
    case 'Dropped':
      out.push({ _tag: 'Drop', id: letter.id })
      return tab.end === letter.id ? rested(tab, on) : tab
    case 'Answered': {
      const next = claiming(tab, letter.it)
      return next.asks.some(({ id }) => id === letter.id) ? answer(next, letter, on) : next
    }
    case 'Save':
      return tab
  }
}

const away = (tab: Tab, on: Stepping): Tab => {
  const { out } = on
  const { role, wanted } = tab
  if (role === 'idle' || role === 'apart') return tab
  if (hasLock(tab)) out.push({ _tag: 'Close' })
  if (wanted !== undefined) out.push({ _tag: 'Answer', id: wanted.id, it: lostAnswer })
  if (tab.chat === undefined) return rested(tab, on)
  out.push({ _tag: 'Leave' })
  return { ...tab, role: 'away', holder: undefined, guests: [], until: Infinity, lostAt: Infinity, roster: undefined }
}

const back = (tab: Tab, { now, out }: Stepping): Tab => {
  if (tab.role !== 'away') return tab
  out.push({ _tag: 'Queue' }, post({ tag: 'Join' }))
  return { ...tab, role: 'following', isBehind: true, heard: now, pinged: true }
}

/** When it has to be woken, in ms since the epoch. */
export const wakeAt = (tab: Tab): number => {
  // Who follows knows the session, and goes before those who only seek it.
  if (listens(tab)) return tab.heard + (tab.pinged ? SILENT : PING) + (tab.role === 'seeking' ? HEAD_START : 0)
  return Math.min(tab.until, tab.lostAt)
}

const due = (tab: Tab, on: Stepping): Tab => {
  const { now, me, out } = on
  if (now < wakeAt(tab)) return tab
  if (listens(tab)) {
    const hasSlept = now - wakeAt(tab) > SLEPT
    if (tab.pinged && !hasSlept) {
      out.push({ _tag: 'Steal' })
      return { ...tab, isThief: true, heard: now }
    }
    out.push(post({ tag: tab.role === 'seeking' ? 'Join' : 'Ping' }))
    // After a sleep the time begins anew: nobody could be heard.
    return { ...tab, pinged: true, heard: hasSlept ? now : tab.heard }
  }
  if (tab.role === 'catching') return hold(tab, on)
  if (tab.role === 'ending') {
    if (tab.end !== undefined) out.push({ _tag: 'Drop', id: tab.end })
    return rested(tab, on)
  }
  if (tab.role !== 'taking') return tab
  let next = tab
  if (now >= tab.lostAt) {
    next = { ...next, lostAt: Infinity }
    if (!next.mirror.isLost) next = tell(next, right({ _tag: 'Lost' }), on)
  }
  if (now >= tab.until) {
    next = { ...next, until: Infinity }
    out.push({ _tag: 'Perform', id: TAKE_UP, by: me, call: { type: 'restore' } })
  }
  return next
}

const after = (tab: Tab, input: Input, on: Stepping): Tab => {
  switch (input._tag) {
    case 'Called':
      return called(tab, input, on)
    case 'Abandoned':
      return abandoned(tab, input.id, on)
    case 'Granted':
      return granted(tab, on)
    case 'Robbed':
      return robbed(tab, on)
    case 'Refused':
      return refused(tab, on)
    case 'Received':
      return received(isSign(input.letter) ? signed(tab, input, on) : tab, input, on)
    case 'Performed':
      return performed(tab, input, on)
    case 'Heard':
      return heard(tab, input.inbound, on)
    case 'Away':
      return away(tab, on)
    case 'Back':
      return back(tab, on)
    case 'Due':
      return due(tab, on)
  }
}

/** Letters that only who has the lock writes. */
const isSign = ({ tag }: Letter): boolean => ['Here', 'Welcome', 'Told', 'Taken', 'Ready', 'Answered'].includes(tag)

/** Who has the lock has written. When that is another tab than this one believes, the session is asked for anew. */
const signed = (tab: Tab, { from, letter: { tag } }: Posted<Letter>, { now, out }: Stepping): Tab => {
  const heard: Tab = { ...tab, heard: now, pinged: false }
  const isOther = tab.role === 'following' && !tab.isBehind && from !== tab.holder && (tag === 'Here' || tag === 'Told' || tag === 'Ready')
  if (!isOther) return heard
  out.push(post({ tag: 'Join' }))
  return { ...heard, holder: undefined, isBehind: true }
}

/** The tab after an input, and what is to be done, in order. */
export const step = (tab: Tab, input: Input, turn: Turn): readonly [Tab, ReadonlyArray<Output>] => {
  const on: Stepping = { ...turn, out: [] }
  return [after(tab, input, on), on.out]
}
