/** Beginning, resuming, leaving a session. */
import { z } from 'zod'
import type { Ask, Configure } from './Ask.js'
import { object, text } from './Ask.js'
import type { Context } from './context.js'
import { event, inbound, poison, pushed, refusal, response, sessionBody } from './frames.js'
import type { Session } from './Session.js'

/** The request to begin or resume. `data.code`: the proof of a signed-in customer. */
const Configuration = z.object({ deploymentId: text, startNew: z.boolean().catch(false), data: object({ code: text }) })

/** The request to leave. */
const Leaving = z.object({ closeAllConnections: z.boolean().catch(false) })

/** A session, and whether it was begun just now. */
interface Taken {
  readonly session: Session
  readonly isNew: boolean
}

/** The actions on connections. */
export const configureActions = (context: Context): Readonly<Record<string, Configure>> => {
  const { sessions, settings, passes, options, timers } = context

  /** The session for this token. An expired one is none, nor is one that has ended when a new one is wanted. */
  const take = ({ connection, frame, token }: Parameters<Configure>[0], authenticated: boolean): Taken => {
    const { startNew } = Configuration.parse(frame)
    const found = sessions.find(token)
    if (found && !sessions.expired(found) && !(startNew && found.readOnly)) return { session: found, isNew: false }
    if (found) sessions.forget(found)
    return { session: sessions.begin(token, connection.deploymentId, authenticated), isNew: true }
  }

  const configured = ({ connection, frame }: Ask, { session, isNew }: Taken, more: object = {}): void => {
    sessions.attach(session, connection, { poison })
    connection.send(response('SessionResponse', { ...sessionBody(session, isNew, settings()), ...more }, frame.tracingId))
  }

  const isKnownDeployment = ({ connection, frame }: Ask): boolean => {
    const { deploymentId } = Configuration.parse(frame)
    if (deploymentId !== connection.deploymentId) return false
    return options.config?.deployments?.some(({ id }) => id === deploymentId) ?? true
  }

  const configureSession: Configure = (ask) => {
    const { connection, token } = ask
    if (!isKnownDeployment(ask)) return connection.send(refusal(400, 'Deployment not found'))
    const deployment = options.config?.deployments?.find(({ id }) => id === connection.deploymentId)
    if (settings().authentication || deployment?.authenticationRequired === true) return connection.send(refusal(403, 'Try to authenticate again'))
    if (sessions.find(token)?.authenticated) return connection.send(refusal(4017, 'Cannot downgrade to an unauthenticated session'))
    configured(ask, take(ask, false))
  }

  /** On a guest's token it signs the guest in; the guest's other connections are closed. */
  const configureAuthenticatedSession: Configure = (ask) => {
    const { connection, frame, token } = ask
    if (!isKnownDeployment(ask)) return connection.send(refusal(400, 'Deployment not found'))
    const { code } = Configuration.parse(frame).data
    if (code === undefined || passes.read('auth', code) === undefined) return connection.send(refusal(401, 'User is unauthorized'))
    connection.pass = code
    const before = sessions.find(token)
    const taken = take(ask, true)
    const { session } = taken
    const stepUp = before === session && !session.authenticated
    sessions.change(session, { authenticated: true })
    configured(ask, taken, stepUp ? { clearedExistingSession: false } : {})
    if (!stepUp) return
    sessions.closeAll(session, connection, 'signedIn')
    const body = inbound(sessions.timeOf(session, timers.now()), event({ eventType: 'Presence', presence: { type: 'SignIn' } }), settings())
    sessions.tell(session, pushed('StructuredMessage', { ...body, metadata: { authenticated: 'true' } }))
  }

  const closeSession: Configure = ({ connection, frame }) => {
    const { session } = connection
    if (!session) return connection.send(refusal(4007, 'Session not found'))
    if (Leaving.parse(frame).closeAllConnections) sessions.closeAll(session, connection)
    connection.send(response('SessionResponse', { connected: false, newSession: false, readOnly: session.readOnly }, frame.tracingId))
  }

  return { configureSession, configureAuthenticatedSession, closeSession }
}
