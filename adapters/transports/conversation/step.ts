/**
 * One step of a conversation: what its link, its backfill and its outbox mean to each other, the same for every back end.
 * Pure: an input changes the conversation, and the step answers with what is to be done and told, in order.
 */
import type { Answer, Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import * as fills from './backfill'
import type { Passing, Piece } from './backfill'
import { ENDED, NOT_SENT, unbegun, UNKNOWN } from './Conversation'
import type { Answered, Conversation, Input, Output, Settings, Utterance } from './Conversation'
import type { Instant } from './Instant'
import * as links from './link'
import type { Happening, Link } from './link'
import * as boxes from './outbox'

/** When a step is taken, by what chance, and on which back end. */
export interface Turn<A, U> extends Instant {
  readonly settings: Settings<A, U>
}

type Stepped<A, U> = readonly [Conversation<A, U>, ReadonlyArray<Output<A, U>>]

/** Ms by which a deadline may be missed before the machine is taken to have slept: then the connection is only doubted. */
const SLEPT = 5_000

const none: ReadonlyArray<never> = []

/** It has ended: inputs change nothing any more. */
export const isOver = ({ link, ending }: Conversation<unknown, unknown>): boolean => link.phase === 'over' && ending === undefined

/** When it has to be woken, in ms since the epoch. */
export const wakeAt = <A, U>({ link, backfill, outbox, ending }: Conversation<A, U>): number =>
  Math.min(link.until, backfill.until, boxes.wakeAt(outbox), ending === undefined ? Infinity : ending.until)

/** A literal, for this is made for each thing that is heard. */
const withLink = <A, U>(on: Conversation<A, U>, link: Link, backfill = on.backfill): Conversation<A, U> => ({
  link, backfill, outbox: on.outbox, entered: on.entered, current: on.current, ending: on.ending
})

const after = <A, U>(on: Conversation<A, U>, happening: Happening, turn: Turn<A, U>): Conversation<A, U> =>
  withLink(on, links.after(on.link, happening, turn))

/** The history is asked for what has been missed. */
const missed = <A extends Piece, U>(on: Conversation<A, U>): Conversation<A, U> => ({ ...on, backfill: fills.missed(on.backfill) })

/** The history is asked for what may have been missed. */
const suspected = <A extends Piece, U>(on: Conversation<A, U>): Conversation<A, U> => ({ ...on, backfill: fills.suspected(on.backfill) })

/** What is told of what passes. Until the conversation has come about, what the history brought is told together. */
const passing = <A extends Piece, U>(on: Conversation<A, U>, { backfill, found, held, isRead, missingSince }: Passing<A>, now: number): Stepped<A, U> => {
  const next: Conversation<A, U> = { ...on, backfill }
  const outputs: Output<A, U>[] = []
  if (!on.entered) {
    if (!isRead) return [next, none]
    // Read without a connection: it is read again with the next one, unless this was for a reason of its failure.
    if (!links.isUp(on.link)) return [on.ending === undefined ? { ...on, backfill: fills.cutOff(on.backfill, now) } : next, none]
    outputs.push({ _tag: 'Entered', items: [...found].sort(fills.byTime) })
    for (const item of [...held].sort(fills.byTime)) outputs.push({ _tag: 'Pass', item, isLive: false })
    return [{ ...next, entered: true, current: true }, outputs]
  }
  if (missingSince !== undefined) outputs.push({ _tag: 'Missed', since: missingSince })
  for (const item of [...found, ...held].sort(fills.byTime)) outputs.push({ _tag: 'Pass', item, isLive: false })
  return [next, outputs]
}

/** It is ending. Where the history can be had, it is asked once more for what was said before the end. */
const ending = <A extends Piece, U>(on: Conversation<A, U>, why: Response | undefined, { settings, now }: Turn<A, U>): Conversation<A, U> => {
  if (on.ending !== undefined) return on
  const canAsk = !settings.historyNeedsLink || links.isUp(on.link)
  const next = canAsk ? suspected(on) : on
  return { ...next, ending: { why, until: canAsk ? now + settings.lastWords : now } }
}

/**
 * The connection is gone. Before the conversation has come about this is its failure, for which the history may know a
 * better reason. `attempted`: it had not come up. A history that needs no connection is then asked without one; after one
 * that went, the next connection is likely to come soon, and the history is asked only then.
 */
const brokenOff = <A extends Piece, U>(on: Conversation<A, U>, { why, attempted }: { readonly why: Response | undefined; readonly attempted: boolean }, turn: Turn<A, U>): Conversation<A, U> => {
  const { saysOverLink, historyNeedsLink, unreachable } = turn.settings
  if (on.ending !== undefined) return after(on, 'ended', turn)
  const next = saysOverLink ? { ...on, outbox: boxes.cutOff(on.outbox, turn.now) } : on
  if (!on.entered) return after(ending(next, why ?? unreachable, turn), 'ended', turn)
  if (historyNeedsLink) return { ...next, backfill: fills.cutOff(next.backfill, turn.now) }
  return attempted ? missed(next) : next
}

/** What happens to the link, and what follows when that ends the connection. `why`: the reason for it, where one is known. */
const linked = <A extends Piece, U>(on: Conversation<A, U>, { happening, why }: { readonly happening: Happening; readonly why?: Response }, turn: Turn<A, U>): Conversation<A, U> => {
  const next = after(on, happening, turn)
  return links.hasConnection(on.link) && !links.hasConnection(next.link) ? brokenOff(next, { why, attempted: on.link.phase === 'opening' }, turn) : next
}

const answered = <A extends Piece, U>(on: Conversation<A, U>, { id, how, answer, itemId }: Answered, { settings, now }: Turn<A, U>): Stepped<A, U> => {
  const { outbox, backfill, link } = on
  const [first] = outbox.line
  // An answer that comes late: what it was about has been settled, or is to be sent again.
  if (first === undefined || first.id !== id || first.phase === 'queued') return [on, none]
  switch (how) {
    case 'settled': {
      const rest = boxes.moved(boxes.without(outbox, id), now)
      const isSeen = itemId === undefined || backfill.recent.includes(itemId)
      const next = itemId === undefined ? rest : boxes.took(rest, itemId, isSeen ? Infinity : now + settings.echo)
      return [{ ...on, outbox: next }, [{ _tag: 'Settled', id, answer }]]
    }
    case 'unsent':
      return [{ ...on, outbox: boxes.unsent(outbox, answer) }, none]
    case 'unknown': {
      const next = { ...on, outbox: boxes.unanswered(outbox, answer, now) }
      return [links.isUp(link) || !settings.historyNeedsLink ? missed(next) : next, none]
    }
  }
}

/** Nobody knows: for the reason that the latest answer had, if there was one. */
const unknownAfter = (answer: Answer | undefined): Response => {
  const reason = answer?._tag === 'Left' ? answer.left.errorReason : undefined
  return reason === undefined ? UNKNOWN : failure(reason, UNKNOWN.statusText)
}

/** What is answered to something that is not sent any more: where it was found, that it arrived. */
const fateOf = <A, U>({ id, echo, unknownSince, answer }: Utterance<A, U>): Output<A, U> => {
  if (echo !== undefined) return { _tag: 'Arrived', id, echo }
  const mayHaveArrived = unknownSince < Infinity
  if (mayHaveArrived) return { _tag: 'Settled', id, answer: { _tag: 'Left', left: unknownAfter(answer) } }
  return { _tag: 'Settled', id, answer: answer ?? { _tag: 'Left', left: NOT_SENT } }
}

/** Deadlines: whichever has passed. */
const due = <A extends Piece, U>(on: Conversation<A, U>, turn: Turn<A, U>): Conversation<A, U> => {
  const { now } = turn
  const { link, outbox } = on
  const isEchoMissing = outbox.awaited.some(({ by }) => now >= by)
  const isUnanswered = now >= outbox.doubtAt
  const refilled = fills.due(on.backfill, turn)
  const watched: Conversation<A, U> = {
    ...on,
    backfill: isEchoMissing && links.isUp(link) && !fills.isFilling(refilled) ? fills.suspected(refilled) : refilled,
    outbox: isEchoMissing || isUnanswered ? boxes.watched(outbox, now) : outbox
  }
  // A machine that wakes late has slept, and what would have come meanwhile had no chance: the silence says nothing yet.
  const hasSlept = link.phase === 'up' && now >= link.until + SLEPT
  if (hasSlept || isUnanswered || isEchoMissing) return linked(watched, { happening: 'doubted' }, turn)
  return now >= link.until ? linked(watched, { happening: 'due' }, turn) : watched
}

/** What has waited for too long is answered, and never sent afterwards. */
const givenUp = <A, U>(on: Conversation<A, U>, { now }: Turn<A, U>): Stepped<A, U> => {
  const { outbox, gone } = boxes.expired(on.outbox, now)
  return gone.length === 0 ? [on, none] : [{ ...on, outbox }, gone.map(fateOf)]
}

/** What the input itself changes, and what is told of it. */
const taken = <A extends Piece, U>(on: Conversation<A, U>, input: Input<A, U>, turn: Turn<A, U>): Stepped<A, U> => {
  const { link, backfill, outbox } = on
  switch (input._tag) {
    case 'Begun':
      return [link.phase === 'waiting' ? after(on, 'due', turn) : on, none]
    case 'Opened': {
      const next = after(on, 'opened', turn)
      return [{ ...next, backfill: fills.reconnected(next.backfill) }, none]
    }
    case 'Unready': {
      const next = after(on, 'unready', turn)
      return [turn.settings.historyNeedsLink ? { ...next, backfill: fills.cutOff(next.backfill, turn.now) } : next, none]
    }
    case 'Closed':
      return [linked(on, { happening: 'closed', why: input.why }, turn), none]
    case 'Woke':
      return [linked(on, { happening: 'woke' }, turn), none]
    case 'Suspected':
      // Without a connection: the next one asks by itself.
      return [links.isUp(link) ? suspected(on) : on, none]
    case 'Online':
      return [linked(on, { happening: input.online ? 'online' : 'offline' }, turn), none]
    case 'Heard': {
      const { item } = input
      const next = links.after(link, 'heard', turn)
      if (item === undefined) return [withLink(on, next), none]
      const told = fills.heard(backfill, item)
      return [withLink(on, next, told.backfill), told.passes ? [{ _tag: 'Pass', item, isLive: true }] : none]
    }
    case 'Paged': {
      if (backfill.phase !== 'asking') return [on, none]
      if (input.over === undefined) return passing(on, fills.paged(backfill, input.page, turn.settings), turn.now)
      const [next, outputs] = passing(on, fills.gaveUpWith(backfill, input.page), turn.now)
      return [{ ...next, entered: on.entered, ending: { why: input.over.why, until: turn.now } }, on.entered ? outputs : none]
    }
    case 'PageFailed':
      if (backfill.phase !== 'asking') return [on, none]
      if (!on.entered) return [{ ...on, ending: { why: input.why, until: turn.now } }, none]
      if (on.ending !== undefined) return [{ ...on, ending: { why: on.ending.why, until: turn.now } }, none]
      // Without a connection nothing is held up by what is missing: it is asked for again with the next attempt.
      if (!links.isUp(link)) return [{ ...on, backfill: fills.cutOff(backfill, turn.now) }, none]
      return passing(on, fills.failed(backfill, input, turn), turn.now)
    case 'Say':
      return [{ ...on, outbox: boxes.said(outbox, { id: input.id, said: input.said, now: turn.now }) }, none]
    case 'Cancelled':
      return [{ ...on, outbox: boxes.cancelled(outbox, input.id) }, none]
    case 'Answered':
      return answered(on, input, turn)
    case 'Ended':
      return [input.atOnce || !on.entered ? { ...on, ending: { why: input.why, until: turn.now } } : ending(on, input.why, turn), none]
    case 'Due':
      return givenUp(due(on, turn), turn)
  }
}

/** What the outbox learns of what passes: whether it is what was said. */
const watching = <A extends Piece, U>(on: Conversation<A, U>, told: ReadonlyArray<Output<A, U>>, { isEcho }: Settings<A, U>): Conversation<A, U> => {
  const { line: [first], awaited, taken: others } = on.outbox
  if (first === undefined && awaited.length === 0) return on
  let { outbox } = on
  for (const output of told) {
    if (output._tag !== 'Pass') continue
    const { item } = output
    outbox = boxes.seen(outbox, item.id)
    const isAnothers = item.id !== undefined && others.includes(item.id)
    if (first !== undefined && !isAnothers && isEcho(item, first)) outbox = boxes.echoed(outbox, item)
  }
  return outbox === on.outbox ? on : { ...on, outbox }
}

/** How the world sees that the link has changed: connections come and go with its phase. */
const linkOutput = (before: Link, now: Link): 'Open' | 'Close' | 'Probe' | undefined => {
  if (now.phase === 'opening' && !links.hasConnection(before)) return 'Open'
  if (now.phase === 'probing' && (before.phase !== 'probing' || before.until !== now.until)) return 'Probe'
  return links.hasConnection(before) && !links.hasConnection(now) ? 'Close' : undefined
}

/** How its caller sees that the first one is not on its way any more, and has no fate yet. */
const movedOutput = <A, U>(before: Utterance<A, U> | undefined, now: Utterance<A, U> | undefined): Output<A, U> | undefined => {
  if (before === undefined || now === undefined || before.id !== now.id || before.phase === now.phase || now.phase === 'sent') return undefined
  return { _tag: 'Moved', id: now.id, phase: now.phase }
}

/** What is said needs the connection; where it goes out by requests of its own, it only needs the network. */
const canSend = (link: Link, { saysOverLink }: Pick<Settings<never, never>, 'saysOverLink'>): boolean =>
  links.isUp(link) || (!saysOverLink && link.phase !== 'offline')

/** What was said, as far as it can be settled or sent now that it can go out and nothing is missing. */
const spoken = <A, U>(on: Conversation<A, U>, { settings, now }: Turn<A, U>): Stepped<A, U> => {
  const outputs: Output<A, U>[] = []
  let { outbox } = on
  for (;;) {
    const [utterance] = outbox.line
    const verdict = boxes.verdict(outbox)
    if (utterance === undefined || verdict === 'nothing' || verdict === 'wait') return outbox === on.outbox ? [on, none] : [{ ...on, outbox }, outputs]
    if (verdict === 'say') {
      outputs.push({ _tag: 'Send', utterance })
      return [{ ...on, outbox: boxes.sent(outbox, now, settings.answer) }, outputs]
    }
    outputs.push(fateOf(utterance))
    outbox = boxes.without(outbox, utterance.id)
    if (verdict === 'arrived') outbox = boxes.moved(outbox, now)
  }
}

/** The last step: what is still there passes, everything that waits is answered, and nothing is opened, asked or sent any more. */
const closed = <A extends Piece, U>(on: Conversation<A, U>, told: ReadonlyArray<Output<A, U>>, turn: Turn<A, U>): Stepped<A, U> => {
  const why = on.ending?.why
  const outputs: Output<A, U>[] = [...told]
  const [, passed] = on.entered ? passing(on, fills.gaveUp(on.backfill), turn.now) : [on, none]
  outputs.push(...passed)
  for (const { id, echo } of watching(on, passed, turn.settings).outbox.line) {
    if (echo !== undefined) outputs.push({ _tag: 'Arrived', id, echo })
    else outputs.push({ _tag: 'Settled', id, answer: { _tag: 'Left', left: why ?? ENDED } })
  }
  outputs.push({ _tag: 'Close' }, { _tag: 'Over', why })
  return [{ ...unbegun, entered: on.entered, link: links.after(on.link, 'ended', turn) }, outputs]
}

/** Nothing is on its way and nothing is missing, as nearly always: then what is heard has no further consequences. */
const isCalm = <A, U>({ link, backfill, outbox, current, ending: end }: Conversation<A, U>): boolean =>
  current && link.phase === 'up' && backfill.phase === 'whole' && outbox.line.length === 0 && outbox.awaited.length === 0 && end === undefined

/** The conversation after an input, and what is to be done and told, in order. */
export const step = <A extends Piece, U>(before: Conversation<A, U>, input: Input<A, U>, turn: Turn<A, U>): Stepped<A, U> => {
  if (isOver(before)) return [before, none]
  if (input._tag === 'Heard' && isCalm(before)) return taken(before, input, turn)
  const [changed, told] = taken(before, input, turn)
  const next = watching(changed, told, turn.settings)
  const { link, backfill } = next
  if (next.ending !== undefined && (turn.now >= next.ending.until || !fills.isFilling(backfill))) return closed(next, told, turn)

  const outputs: Output<A, U>[] = []
  const change = linkOutput(before.link, link)
  if (change !== undefined) outputs.push({ _tag: change })
  outputs.push(...told)
  const isLost = before.current && !links.hasConnection(link) && next.ending === undefined
  if (isLost) outputs.push({ _tag: 'Lost' })
  const moved = movedOutput(before.outbox.line[0], next.outbox.line[0])
  if (moved !== undefined) outputs.push(moved)
  if (backfill.asked !== before.backfill.asked)
    outputs.push({ _tag: 'Ask', cursor: backfill.cursor, first: !next.entered, after: [...backfill.recent].reverse() })

  const isWhole = next.entered && !fills.isFilling(backfill) && next.ending === undefined
  const isRegained = isWhole && links.isUp(link) && !next.current
  if (isRegained) outputs.push({ _tag: 'Regained' })
  const settled = isLost || isRegained ? { ...next, current: isRegained } : next
  if (!isWhole || !canSend(link, turn.settings)) return [settled, outputs]
  const [last, sends] = spoken(settled, turn)
  outputs.push(...sends)
  return [last, outputs]
}
