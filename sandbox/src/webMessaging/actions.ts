/** What a client may ask on its socket, by action; every refusal in the service's own words. */
import { z } from 'zod'
import type { Act, Ask } from './Ask.js'
import { Frame, object } from './Ask.js'
import { attachmentActions } from './attachmentActions.js'
import { configureActions } from './configureActions.js'
import type { Context } from './context.js'
import { hexId, inbound, media, missing, refusal, response, tooMany } from './frames.js'
import { onMessage } from './onMessage.js'
import type { Connection, Session } from './Session.js'
import { allowed } from './Session.js'

const minute = 60_000

const Echo = z.object({ message: object({ text: z.string().catch('ping') }) })

const echo = ({ settings, timers }: Context): Act => ({ connection, session, frame }) => {
  const { echoesPerMinute, echoDelay, sessionSeconds } = settings()
  const { tracingId } = frame
  if (!allowed(connection.echoes, timers.now(), { most: echoesPerMinute, within: minute })) return connection.send(tooMany(30, tracingId))
  const { text } = Echo.parse(frame).message
  const timing = { durationSeconds: String(sessionSeconds), expirationDate: String(Math.floor(session.expiresAt / 1000)) }
  const body = { ...inbound(timers.now(), { type: 'Text', text }, settings()), id: `echo-${hexId()}`, metadata: timing }
  timers.after(echoDelay, () => connection.send(response('StructuredMessage', body, tracingId)))
}

const getJwt = ({ passes, settings }: Context): Act => ({ connection, session, frame }) =>
  connection.send(response('JwtResponse', passes.issue('history', session.token, settings().jwtSeconds), frame.tracingId))

/** Answers what clients write on their sockets. */
export const createActions = (context: Context) => {
  const { sessions, settings, timers, passes } = context
  const configuring = configureActions(context)
  const acts: Readonly<Record<string, Act>> = {
    onMessage: onMessage(context), echo: echo(context), getJwt: getJwt(context), ...attachmentActions(context)
  }

  const getConfiguration = ({ connection, frame }: Ask): void => {
    const { blockedExtensions, maxAttributes, sessionSeconds } = settings()
    const limits = { blockedExtensions, maxCustomDataBytes: maxAttributes, messageRoutingEnabled: true, sessionDurationSeconds: sessionSeconds }
    connection.send(response('GetConfigurationResponse', { ...media(settings()), ...limits }, frame.tracingId))
  }

  /** Before a session is configured an echo tells that the service is there, and no more. */
  const bareEcho = ({ connection, frame }: Ask): void =>
    connection.send(response('StructuredMessage', inbound(timers.now(), { type: 'Text', text: 'ping' }, settings()), frame.tracingId))

  /** The session that the connection was configured with, unless the request names another or it is gone. */
  const sessionFor = ({ session }: Connection, token: string | undefined): Session | undefined => {
    if (session === undefined || sessions.find(session.token) !== session) return undefined
    return token === undefined || token === session.token ? session : undefined
  }

  const actOn = (act: Act, ask: Ask): void => {
    const { connection, frame } = ask
    const session = sessionFor(connection, frame.token)
    if (session === undefined) return connection.send(refusal(4007, 'Session not found'))
    if (sessions.expired(session)) return connection.send(response('SessionExpiredEvent', {}, frame.tracingId))
    if (connection.pass !== undefined && passes.read('auth', connection.pass) === undefined) return connection.send(refusal(401, 'User is unauthorized'))
    act({ ...ask, session })
  }

  const dispatch = (ask: Ask): void => {
    const { connection, frame } = ask
    const { action, token, tracingId } = frame
    if (action === undefined) return connection.send(missing('action', tracingId))
    if (!allowed(connection.requests, timers.now(), { most: settings().requestsPerMinute, within: minute })) return connection.send(tooMany(5, tracingId))
    if (action === 'echo' && connection.session === undefined) return bareEcho(ask)
    if (token === undefined && action !== 'echo') return connection.send(missing('token', tracingId))
    if (action === 'getConfiguration') return getConfiguration(ask)
    const configure = Object.hasOwn(configuring, action) ? configuring[action] : undefined
    if (configure) return configure({ ...ask, token: token ?? '' })
    const act = Object.hasOwn(acts, action) ? acts[action] : undefined
    if (act) return actOn(act, ask)
    connection.send(refusal(400, 'Request failed.'))
  }

  /** `written`: a text frame of the client. */
  return (connection: Connection, written: string): void => {
    const frame = Frame.safeParse(parsed(written))
    if (frame.success) dispatch({ connection, frame: frame.data })
    else connection.send(refusal(400, 'Request failed.'))
  }
}

/** Undefined for what is no JSON. */
const parsed = (written: string): unknown => {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}
