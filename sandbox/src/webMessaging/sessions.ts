/** Sessions by token: begun, found, expired, cleared. A session has a conversation of the model, and another after its end. */
import { randomUUID } from 'node:crypto'
import type { Switchboard } from '../model/switchboard.js'
import type { Links } from '../wire/links.js'
import { backEndName } from './context.js'
import { pushed } from './frames.js'
import type { Body, Connection, Session } from './Session.js'
import type { Settings } from './Settings.js'

export type Sessions = ReturnType<typeof createSessions>

const nameOf = (attributes: Readonly<Record<string, string>>): string => {
  const { nickname, firstname = '', lastname = '' } = attributes
  return nickname ?? (`${firstname} ${lastname}`.trim() || 'Guest')
}

export const createSessions = (switchboard: Switchboard, links: Links, now: () => number, settings: () => Settings) => {
  const byToken = new Map<string, Session>()

  const open = (deploymentId: string, attributes: Readonly<Record<string, string>>): string => {
    const { email, firstname, lastname } = attributes
    return switchboard.open({
      backEnd: backEndName, deploymentId, queue: attributes['routing.targetAddress'] ?? 'Messaging', lasting: true,
      customer: {
        name: nameOf(attributes), authenticated: false, data: attributes,
        ...(email === undefined ? {} : { email }), ...(firstname === undefined ? {} : { firstName: firstname }), ...(lastname === undefined ? {} : { lastName: lastname })
      }
    }).id
  }

  const expired = (session: Session): boolean => now() > session.expiresAt

  const begin = (token: string, deploymentId: string, authenticated: boolean): Session => {
    const session: Session = {
      // Configuring starts no conversation: the first message does.
      token, deploymentId, conversationId: `session-${randomUUID()}`, log: [], connections: [], sent: [], histories: [], attributes: {},
      authenticated, readOnly: false, expiresAt: now() + settings().sessionSeconds * 1000, lastTime: 0
    }
    byToken.set(token, session)
    return session
  }

  /** Adds the connection; the oldest ones beyond the limit are told to go. */
  const attach = (session: Session, connection: Connection, words: Parameters<Links['add']>[2]): void => {
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

  /** Both names of the field: the official clients differ. */
  const closeOne = (connection: Connection, reason?: string): void => {
    connection.socket.send(pushed('ConnectionClosedEvent', reason === undefined ? {} : { reason, reasonCode: reason }))
    if (!connection.session) return
    // It hears nothing more, also before it has closed.
    links.move(connection.session.conversationId, `left-${randomUUID()}`, connection.socket)
    detach(connection.session, connection)
    delete connection.session
  }

  const evict = (session: Session, reason?: string): void => {
    const [oldest] = session.connections
    if (oldest) closeOne(oldest, reason)
  }

  const closeAll = (session: Session, but?: Connection, reason?: string): void =>
    [...session.connections].filter((connection) => connection !== but).forEach((connection) => closeOne(connection, reason))

  const tell = (session: Session, frame: string): void => links.broadcast(session.conversationId, frame)

  /** A time that no other message of the session has: clients tell messages apart by it. */
  const timeOf = (session: Session, at: number): number => (session.lastTime = Math.max(at, session.lastTime + 1))

  const record = (session: Session, body: Body): void => {
    session.log.push(body)
    session.expiresAt = now() + settings().sessionSeconds * 1000
  }

  /** The conversation in which the customer's next message belongs; begun when it had not been. */
  const current = (session: Session): string => {
    const thread = switchboard.peek(session.conversationId)
    if (!thread || thread.endedAt !== undefined) {
      const next = open(session.deploymentId, session.attributes)
      links.move(session.conversationId, next)
      session.conversationId = next
      switchboard.begin(next)
    }
    return session.conversationId
  }

  return {
    begin, attach, closeOne, closeAll, evict, tell, timeOf, record, current, expired,
    find: (token: string): Session | undefined => byToken.get(token),
    of: (conversationId: string): Session | undefined => [...byToken.values()].find((session) => session.conversationId === conversationId),
    all: (): ReadonlyArray<Session> => [...byToken.values()],
    forget: (session: Session): void => void byToken.delete(session.token),
    reset: (): void => byToken.clear()
  }
}
