/** Beginning, resuming, leaving a session. */
import { isRecord } from '../decode/decode.js'
import type { Ask } from './ask.js'
import type { Context } from './context.js'
import { event, inbound, poison, pushed, refusal, response, sessionBody } from './frames.js'
import type { Connection, Session } from './Session.js'

type Configure = (connection: Connection, ask: Ask, token: string, tracingId: string | undefined) => void

export const configureActions = (context: Context): Readonly<Record<string, Configure>> => {
  const { sessions, settings, passes, options, timers } = context

  /** The session for this token, and whether it is new. An expired one is none. */
  const take = (token: string, deploymentId: string, startNew: boolean, authenticated: boolean): readonly [Session, boolean] => {
    const found = sessions.find(token)
    if (found && !sessions.expired(found) && !(startNew && found.readOnly)) return [found, false]
    if (found) sessions.forget(found)
    return [sessions.begin(token, deploymentId, authenticated), true]
  }

  const configured = (connection: Connection, session: Session, isNew: boolean, tracingId: string | undefined, more: object = {}): void => {
    sessions.attach(session, connection, { poison })
    connection.socket.send(response('SessionResponse', { ...sessionBody(session, isNew, settings()), ...more }, tracingId))
  }

  const wrong = (connection: Connection, ask: Ask): string | undefined => {
    const id = ask['deploymentId']
    const known = options.config?.deployments
    if (typeof id !== 'string' || id !== connection.deploymentId || (known && !known.some((deployment) => deployment.id === id))) return refusal(400, 'Deployment not found')
    return undefined
  }

  const configureSession: Configure = (connection, ask, token, tracingId) => {
    const refused = wrong(connection, ask)
    if (refused !== undefined) return connection.socket.send(refused)
    const deployment = options.config?.deployments?.find(({ id }) => id === connection.deploymentId)
    if (settings().authentication || deployment?.authenticationRequired === true) return connection.socket.send(refusal(403, 'Try to authenticate again'))
    if (sessions.find(token)?.authenticated) return connection.socket.send(refusal(4017, 'Cannot downgrade to an unauthenticated session'))
    const [session, isNew] = take(token, connection.deploymentId, ask['startNew'] === true, false)
    configured(connection, session, isNew, tracingId)
  }

  /** On a guest's token it signs the guest in; the guest's other connections are closed. */
  const configureAuthenticatedSession: Configure = (connection, ask, token, tracingId) => {
    const refused = wrong(connection, ask)
    if (refused !== undefined) return connection.socket.send(refused)
    const code = isRecord(ask['data']) ? ask['data']['code'] : undefined
    if (typeof code !== 'string' || passes.read('auth', code) === undefined) return connection.socket.send(refusal(401, 'User is unauthorized'))
    connection.pass = code
    const before = sessions.find(token)
    const [session, isNew] = take(token, connection.deploymentId, ask['startNew'] === true, true)
    const stepUp = before === session && !session.authenticated
    session.authenticated = true
    configured(connection, session, isNew, tracingId, stepUp ? { clearedExistingSession: false } : {})
    if (!stepUp) return
    sessions.closeAll(session, connection, 'signedIn')
    const body = inbound(sessions.timeOf(session, timers.now()), event({ eventType: 'Presence', presence: { type: 'SignIn' } }), settings())
    sessions.tell(session, pushed('StructuredMessage', { ...body, metadata: { authenticated: 'true' } }))
  }

  const closeSession: Configure = (connection, ask, _token, tracingId) => {
    const { session } = connection
    if (!session) return connection.socket.send(refusal(4007, 'Session not found'))
    if (ask['closeAllConnections'] === true) sessions.closeAll(session, connection)
    connection.socket.send(response('SessionResponse', { connected: false, newSession: false, readOnly: session.readOnly }, tracingId))
  }

  return { configureSession, configureAuthenticatedSession, closeSession }
}
