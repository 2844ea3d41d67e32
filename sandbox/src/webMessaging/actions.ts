/** What a client may ask on its socket, by action; every refusal in the service's own words. */
import { isRecord } from '../decode/decode.js'
import type { Act, Ask } from './ask.js'
import { textOf } from './ask.js'
import { attachmentActions } from './attachmentActions.js'
import { configureActions } from './configureActions.js'
import type { Context } from './context.js'
import { hexId, inbound, media, missing, refusal, response, tooMany } from './frames.js'
import { onMessage } from './onMessage.js'
import type { Connection } from './Session.js'
import { allowed } from './Session.js'

const echo = (context: Context): Act => (connection, session, ask, tracingId) => {
  const settings = context.settings()
  if (!allowed(connection.echoes, context.timers.now(), settings.echoesPerMinute, 60_000)) return connection.socket.send(tooMany(30, tracingId))
  const { text = 'ping' } = isRecord(ask['message']) ? ask['message'] : {}
  const timing = { durationSeconds: String(settings.sessionSeconds), expirationDate: String(Math.floor(session.expiresAt / 1000)) }
  const body = { ...inbound(context.timers.now(), { type: 'Text', text }, settings), id: `echo-${hexId()}`, metadata: timing }
  context.timers.after(settings.echoDelay, () => connection.socket.send(response('StructuredMessage', body, tracingId)))
}

const getJwt = ({ passes, settings }: Context): Act => ({ socket }, { token }, _ask, tracingId) =>
  socket.send(response('JwtResponse', passes.issue('history', token, settings().jwtSeconds), tracingId))

export const createActions = (context: Context) => {
  const { sessions, settings, timers, passes } = context
  const configuring = configureActions(context)
  const acts: Readonly<Record<string, Act>> = {
    onMessage: onMessage(context), echo: echo(context), getJwt: getJwt(context), ...attachmentActions(context)
  }

  const getConfiguration = ({ socket }: Connection, tracingId: string | undefined): void => {
    const { blockedExtensions, maxAttributes, sessionSeconds } = settings()
    socket.send(response('GetConfigurationResponse', {
      ...media(settings()), blockedExtensions, maxCustomDataBytes: maxAttributes, messageRoutingEnabled: true, sessionDurationSeconds: sessionSeconds
    }, tracingId))
  }

  const dispatch = (connection: Connection, ask: Ask): void => {
    const { socket } = connection
    const [action, tracingId] = [textOf(ask, 'action'), textOf(ask, 'tracingId')]
    if (action === undefined) return socket.send(missing('action', tracingId))
    // The rate counts requests of one connection, whatever they are.
    if (!allowed(connection.requests, timers.now(), settings().requestsPerMinute, 60_000)) return socket.send(tooMany(5, tracingId))
    if (action === 'echo' && connection.session === undefined) return socket.send(response('StructuredMessage', inbound(timers.now(), { type: 'Text', text: 'ping' }, settings()), tracingId))
    const token = textOf(ask, 'token')
    if (token === undefined && action !== 'echo') return socket.send(missing('token', tracingId))
    if (action === 'getConfiguration') return getConfiguration(connection, tracingId)
    const configure = configuring[action]
    if (configure) return configure(connection, ask, token ?? '', tracingId)
    const act = acts[action]
    if (!act) return socket.send(refusal(400, 'Request failed.'))
    const session = connection.session
    if (!session || (token !== undefined && session.token !== token) || sessions.find(session.token) !== session) return socket.send(refusal(4007, 'Session not found'))
    if (sessions.expired(session)) return socket.send(response('SessionExpiredEvent', {}, tracingId))
    if (connection.pass !== undefined && passes.read('auth', connection.pass) === undefined) return socket.send(refusal(401, 'User is unauthorized'))
    act(connection, session, ask, tracingId)
  }

  return (connection: Connection, text: string): void => {
    let ask: unknown
    try {
      ask = JSON.parse(text)
    } catch {
      ask = undefined
    }
    if (isRecord(ask)) dispatch(connection, ask)
    else connection.socket.send(refusal(400, 'Request failed.'))
  }
}
