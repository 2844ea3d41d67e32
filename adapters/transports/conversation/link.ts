/**
 * The link: whether there is a connection to the back end. It is opened, watched, given up when it stays silent, and
 * opened again after pauses that grow. A pure machine: deadlines are numbers, and whoever drives it owns the timer.
 *
 * A back end that pushes has a socket for a link. For a back end that is polled, a poll is the liveness probe: `silence`
 * is then the poll interval and `probe` the time that a poll may take.
 */
import { delayOf } from '../delayOf'
import type { Instant } from './Instant'

/**
 * `opening`: a connection was asked for, or is configured anew. `up`: it works. `probing`: it has been silent, and a sign
 * of life was asked for. `waiting`: a pause before the next attempt. `offline`: the device says that it has no network.
 * `over`: nobody wants it any more.
 */
export type Phase = 'opening' | 'up' | 'probing' | 'waiting' | 'offline' | 'over'

/**
 * `opened`: the connection can be used. `heard`: any sign of life. `unready`: the connection stands, but has to be
 * configured anew. `closed`: it is gone. `due`: the phase has lasted as long as it may. `doubted`: something suggests that
 * it is dead. `woke`: the machine woke, or the page is shown again: it may be dead, and somebody wants one. `online` and `offline`: what the device says of its network. `ended`: the conversation is over.
 */
export type Happening = 'opened' | 'heard' | 'unready' | 'closed' | 'due' | 'doubted' | 'woke' | 'online' | 'offline' | 'ended'

/** Every transition there is; what is not in it changes nothing. The picture in docs/architecture.md is drawn from it. */
export const transitions: Readonly<Record<Phase, Partial<Record<Happening, Phase>>>> = {
  opening: { opened: 'up', closed: 'waiting', due: 'waiting', offline: 'offline', ended: 'over' },
  up: { heard: 'up', unready: 'opening', doubted: 'probing', woke: 'probing', due: 'probing', online: 'probing', closed: 'waiting', offline: 'offline', ended: 'over' },
  probing: { heard: 'up', unready: 'opening', doubted: 'probing', woke: 'probing', due: 'waiting', closed: 'waiting', offline: 'offline', ended: 'over' },
  waiting: { due: 'opening', woke: 'opening', online: 'opening', offline: 'offline', ended: 'over' },
  // Devices are sometimes wrong about their network: it is tried now and then all the same.
  offline: { due: 'opening', woke: 'opening', online: 'opening', ended: 'over' },
  over: {}
}

export interface Link {
  readonly phase: Phase
  /** When the phase ends by itself, in ms since the epoch. */
  readonly until: number
  /** Attempts since a connection that lasted. */
  readonly tries: number
  /** The pause before the latest attempt, in ms. */
  readonly pause: number
  /** When the connection came up, in ms since the epoch. */
  readonly since: number
}

/** How patient a link is. All in ms. */
export interface Pace {
  /** That a connection may take until it can be used. */
  readonly opening: number
  /** Of silence after which a sign of life is asked for. */
  readonly silence: number
  /** That a sign of life may take that was asked for because of the silence. */
  readonly probe: number
  /** That a sign of life may take when the connection is doubted for another reason. */
  readonly doubt: number
  /** The longest first pause. Later ones double, up to half a minute. */
  readonly pause: number
}

/** Ms that a connection has to last before the pauses begin anew: as long as the longest of them. */
const LASTING = 30_000
/** Ms between attempts while the device says that it is offline. */
const OFFLINE = 30_000

/** Before the first attempt, which is due at once. */
export const unopened: Link = { phase: 'waiting', until: -Infinity, tries: 0, pause: 0, since: Infinity }

export const isUp = ({ phase }: Pick<Link, 'phase'>): boolean => phase === 'up' || phase === 'probing'

/** There is a connection, usable or on its way. */
export const hasConnection = ({ phase }: Pick<Link, 'phase'>): boolean => phase === 'opening' || phase === 'up' || phase === 'probing'

/** When something happens to a link, by what chance, and how patient the link is. */
export interface Occasion extends Instant {
  readonly settings: { readonly pace: Pace }
}

/**
 * The next pause. The first one is anything up to the longest first pause, so that clients who are all thrown off at once
 * come back evenly. A connection that lasted begins the pauses anew.
 */
const paused = (link: Link, { settings: { pace }, now, random }: Occasion): Link => {
  const lasted = now - link.since >= LASTING
  const tries = lasted ? 1 : link.tries + 1
  const pause = tries === 1 ? pace.pause * random : delayOf(tries, { base: pace.pause, random: () => random })
  return { phase: 'waiting', until: now + pause, tries, pause, since: Infinity }
}

/**
 * Until when a connection that is doubted may stay silent. A doubt makes that earlier, never later: else one doubt after
 * the other would keep a dead connection. After a sleep the deadline has passed unseen, and the time begins anew.
 */
const doubtedUntil = (link: Link, pace: Pace, now: number): number => {
  const silentUntil = link.phase === 'up' ? link.until + pace.probe : link.until
  return silentUntil > now ? Math.min(silentUntil, now + pace.doubt) : now + pace.doubt
}

const inPhase = (link: Link, phase: Phase, until: number): Link => ({ phase, until, tries: link.tries, pause: link.pause, since: link.since })

/** The link after what has happened to it. */
export const after = (link: Link, happening: Happening, occasion: Occasion): Link => {
  const { settings: { pace }, now } = occasion
  const phase = transitions[link.phase][happening]
  switch (phase) {
    case undefined:
      return link
    case 'opening':
      return inPhase(link, phase, now + pace.opening)
    case 'up':
      return { phase, until: now + pace.silence, tries: link.tries, pause: link.pause, since: link.since === Infinity ? now : link.since }
    case 'probing':
      return inPhase(link, phase, happening === 'due' ? now + pace.probe : doubtedUntil(link, pace, now))
    case 'waiting':
      return paused(link, occasion)
    case 'offline':
      return { phase, until: now + OFFLINE, tries: 0, pause: 0, since: Infinity }
    case 'over':
      return inPhase(link, phase, Infinity)
  }
}
