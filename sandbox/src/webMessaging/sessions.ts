/** Sessions by token: begun, found, expired, cleared. A session has a conversation of the model, and another after its end. */
import { randomUUID } from 'node:crypto'
import type { Switchboard } from '../model/switchboard.js'
import type { Links, LinkWords } from '../wire/links.js'
import { pushed } from './frames.js'
import { backEndName } from './name.js'
import { savedSessions } from './savedSessions.js'
import type { Body, Connection, Kept, Session } from './Session.js'
import type { Settings } from './Settings.js'

/** The sessions of all guests. */
export type Sessions = ReturnType<typeof createSessions>

/** What sessions are made of. */
export interface SessionsParts {
  readonly switchboard: Switchboard
  readonly links: Links
  /** ms since the epoch. */
  readonly now: () => number
  readonly settings: () => Settings
  /** How many sessions are kept; of those without a connection the one that expires first goes first. */
  readonly most: number
  /** Told of every change. */
  readonly changed: () => void
  /** Told of each that is forgotten. */
  readonly forgotten: (session: Session) => void
}

const nameOf = ({ nickname, firstname = '', lastname = '' }: Session['attributes']): string => {
  if (nickname !== undefined) return nickname
  const whole = `${firstname} ${lastname}`.trim()
  return whole === '' ? 'Guest' : whole
}

/** No session yet. */
export const createSessions = ({ switchboard, links, now, settings, most, changed, forgotten }: SessionsParts) => {
  const byToken = new Map<string, Session>()

  const open = ({ deploymentId, attributes }: Session): string => {
    const { email, firstname, lastname } = attributes
    return switchboard.open({
      backEnd: backEndName, deploymentId, queue: attributes['routing.targetAddress'] ?? 'Messaging', lasting: true,
      customer: {
        name: nameOf(attributes), authenticated: false, data: attributes,
        ...(email === undefined ? {} : { email }), ...(firstname === undefined ? {} : { firstName: firstname }), ...(lastname === undefined ? {} : { lastName: lastname })
      }
    }).id
  }

  /** Changes what is kept of a session. */
  const change = (session: Session, to: Partial<Kept>): void => {
    Object.assign(session, to)
    changed()
  }

  const nextExpiry = (): number => now() + settings().sessionSeconds * 1000

  const expired = (session: Session): boolean => now() > session.expiresAt

  /** Forgets the session, its files, and ends its conversation. */
  const forget = (session: Session): void => {
    byToken.delete(session.token)
    changed()
    forgotten(session)
    const thread = switchboard.peek(session.conversationId)
    if (thread !== undefined && thread.endedAt === undefined) switchboard.end(thread.id, 'customer')
  }

  /** Forgets sessions that nobody is connected to: those that have expired, and what is too many. */
  const purge = (): void => {
    const idle = [...byToken.values()].filter(({ connections }) => connections.length === 0)
    for (const session of idle.sort((a, b) => a.expiresAt - b.expiresAt)) {
      if (expired(session) || byToken.size >= most) forget(session)
    }
  }

  const begin = (token: string, deploymentId: string, authenticated: boolean): Session => {
    const session: Session = {
      // Configuring starts no conversation: the first message does.
      token, deploymentId, conversationId: `session-${randomUUID()}`, log: [], connections: [], sent: [], histories: [], attributes: {},
      authenticated, readOnly: false, expiresAt: nextExpiry(), lastTime: 0
    }
    // Before it is among them: it has no connection yet.
    purge()
    byToken.set(token, session)
    changed()
    return session
  }

  /** Adds the connection; the oldest ones beyond the limit are told to go. */
  const attach = (session: Session, connection: Connection, words: LinkWords): void => {
    if (connection.session === session) return
    const before = connection.session
    connection.session = session
    session.connections.push(connection)
    if (before) links.move(before.conversationId, session.conversationId, connection.socket)
    else {
      links.add(session.conversationId, connection.socket, words)
      connection.socket.on('close', () => {
        if (connection.session) detach(connection.session, connection)
      })
    }
    while (session.connections.length > settings().connections) evict(session)
  }

  const detach = (session: Session, connection: Connection): void => {
    const at = session.connections.indexOf(connection)
    if (at >= 0) session.connections.splice(at, 1)
  }

  /** Tells the connection to go, under both names of the field: the official clients differ. */
  const closeOne = (connection: Connection, reason?: string): void => {
    connection.send(pushed('ConnectionClosedEvent', reason === undefined ? {} : { reason, reasonCode: reason }))
    if (!connection.session) return
    // It hears nothing more, also before it has closed.
    links.move(connection.session.conversationId, `left-${randomUUID()}`, connection.socket)
    detach(connection.session, connection)
    delete connection.session
  }

  /** Tells the oldest connection to go. */
  const evict = (session: Session, reason?: string): void => {
    const [oldest] = session.connections
    if (oldest) closeOne(oldest, reason)
  }

  /** Tells all connections but this one to go. */
  const closeAll = (session: Session, but?: Connection, reason?: string): void => {
    for (const connection of [...session.connections]) {
      if (connection !== but) closeOne(connection, reason)
    }
  }

  /** A frame to all connections. */
  const tell = (session: Session, frame: string): void => links.broadcast(session.conversationId, frame)

  /** A time that no other message of the session has: clients tell messages apart by it. */
  const timeOf = (session: Session, at: number): number => {
    change(session, { lastTime: Math.max(at, session.lastTime + 1) })
    return session.lastTime
  }

  /** Adds a message to the history, and life to the session. */
  const record = (session: Session, body: Body): void => {
    session.log.push(body)
    change(session, { expiresAt: nextExpiry() })
  }

  /** The conversation in which the customer's next message belongs; begun when it had not been. */
  const current = (session: Session): string => {
    const thread = switchboard.peek(session.conversationId)
    if (!thread || thread.endedAt !== undefined) {
      const next = open(session)
      links.move(session.conversationId, next)
      change(session, { conversationId: next })
      switchboard.begin(next)
    }
    return session.conversationId
  }

  return {
    begin, change, forget, attach, closeAll, evict, tell, timeOf, record, current, expired,
    find: (token: string): Session | undefined => byToken.get(token),
    /** The session whose conversation this is now. */
    of: (conversationId: string): Session | undefined => [...byToken.values()].find((session) => session.conversationId === conversationId),
    all: (): ReadonlyArray<Session> => [...byToken.values()],
    reset: (): void => {
      for (const session of byToken.values()) forgotten(session)
      byToken.clear()
      changed()
    },
    state: savedSessions(byToken)
  }
}
