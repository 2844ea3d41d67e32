/** A sandbox with a guest in it, and everything closed after each test. */
import type { Sandbox, SandboxOptions } from '../../src/index.js'
import { startSandbox } from '../../src/index.js'
import type { Stream } from './stream.js'
import { openStream } from './stream.js'

export const base = '/api/v2/webchat/guest/conversations'
export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const open = new Set<{ readonly close: () => Promise<void> }>()
afterEach(async () => {
  await Promise.all([...open].map((sandbox) => sandbox.close()))
  open.clear()
})

export const sandboxed = async (options: Partial<SandboxOptions> = {}): Promise<Sandbox> => {
  const sandbox = await startSandbox({ port: 0, autoAgent: false, ...options })
  open.add(sandbox)
  return sandbox
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // Bodies are compared as values by the specs, whatever their shape.
  readonly body: Record<string, unknown> & { readonly id: string }
}

export const call = async (url: string, method: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
  const given = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json', ...headers }, ...given })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: text === '' ? {} : JSON.parse(text) }
}

export const creation = {
  organizationId: 'fdc1b450-49ad-593e-bcdb-80210424121c',
  deploymentId: '02df12c4-73cb-52ac-b294-54e5cd861177',
  routingTarget: { targetType: 'QUEUE', targetAddress: 'Sample Support Queue', priority: 2 },
  memberInfo: { displayName: 'Sample Guest', avatarImageUrl: 'https://www.example.com/avatars/guest.png', customFields: { firstName: 'Sample', subject: 'Invoice question' } }
}

export interface Guest {
  readonly id: string
  readonly memberId: string
  readonly jwt: string
  readonly eventStreamUri: string
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly say: (text: string) => Promise<Answer>
}

export const createGuest = async (sandbox: Sandbox, overrides: object = {}): Promise<Guest> => {
  const { body } = await call(`${sandbox.url}${base}`, 'POST', { ...creation, ...overrides })
  // The specs of create check this shape; here it is only read.
  const { id, jwt, eventStreamUri, member } = body as { id: string; jwt: string; eventStreamUri: string; member: { id: string } }
  const asGuest: Guest['call'] = (method, path, sent, headers = {}) =>
    call(`${sandbox.url}${base}/${id}${path}`, method, sent, { authorization: `Bearer ${jwt}`, ...headers })
  return { id, jwt, eventStreamUri, memberId: member.id, call: asGuest, say: (text) => asGuest('POST', `/members/${member.id}/messages`, { body: text }) }
}

/** A guest waiting in the queue; the frames of the start (heartbeat, customer, queue) are taken already. */
export const waitingGuest = async (sandbox: Sandbox, overrides: object = {}): Promise<Guest & { readonly stream: Stream }> => {
  const guest = await createGuest(sandbox, overrides)
  const stream = await openStream(guest.eventStreamUri)
  await stream.take(5)
  return { ...guest, stream }
}
