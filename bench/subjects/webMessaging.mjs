/**
 * The whole product over web messaging: the built package, the deployment's configuration, a configured session.
 * Does: what it does over guest chat, and watches the order of time that this service does not promise.
 */
import { idOf, textOf, timeOf } from '../messages.mjs'
import { told } from './told.mjs'

const metadata = { correlationId: '6b0c3c5e-2f7e-46f8-8b2b-0d0f5a1d9e21' }
const from = { nickname: 'Sam', firstName: 'Sam', lastName: 'Okoro', image: 'https://api.mypurecloud.test/static/avatars/sam.png' }

const envelope = (type, name, body, tracingId) => JSON.stringify({ type, class: name, code: 200, body, tracingId })

/** The frame of the n-th message, as an agent's text comes. */
const messageFrame = (n) =>
  envelope('message', 'StructuredMessage', {
    id: idOf(n),
    direction: 'Outbound',
    channel: { time: timeOf(n), messageId: idOf(n), from, to: {} },
    metadata,
    originatingEntity: 'Human',
    type: 'Text',
    text: textOf(n)
  })

const session = { connected: true, newSession: true, readOnly: false, durationSeconds: 259_200, expirationDate: 1_796_000_000 }

export const webMessaging = {
  name: 'web messaging',

  answer: ({ path }) => {
    if (path.startsWith('/webdeployments/')) return { messenger: { enabled: true, apps: { conversations: { enabled: true } } } }
    if (path.startsWith('/api/v2/webmessaging/messages')) return { entities: [], pageSize: 25, pageNumber: 1, total: 0, pageCount: 0 }
    return undefined
  },

  serve: ({ socket, ready }) => {
    socket.on('message', (data) => {
      const { action, tracingId } = JSON.parse(data.toString())
      if (action === 'configureSession') {
        socket.send(envelope('response', 'SessionResponse', session, tracingId))
        ready(messageFrame)
      }
      if (action === 'getJwt') socket.send(envelope('response', 'JwtResponse', { jwt: 'a.b.c', exp: 1_795_999_999 }, tracingId))
    })
  },

  open: async (origin, hear) => {
    const { webMessaging: backEnd } = await import('../../dist/transports/web-messaging.mjs')
    const config = { transport: { type: 'webmessaging', deploymentId: 'd', dataURL: origin } }
    return told(backEnd, config, hear)
  }
}
