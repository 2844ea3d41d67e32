/** The operations of the desk that not every back end knows, over HTTP: on GMS, on Multicloud CX, and refused elsewhere. */
import { Fault } from '../src/faults/Fault.js'
import type { Sandbox } from '../src/index.js'
import { customer as gmsCustomer, told as gmsTold } from './gms/customer.js'
import { call, sandboxed, waitingGuest } from './kit/guest.js'
import { customer as multicloudCustomer, told as multicloudTold } from './multicloud/customer.js'

const operate = (sandbox: Sandbox, id: string) => (path: string, body: object) => call(`${sandbox.url}/sandbox/conversations/${id}${path}`, 'POST', body)

/** All that somebody at the desk can do beside speaking. Returns the statuses. */
const doAll = async (sandbox: Sandbox, id: string): Promise<ReadonlyArray<number>> => {
  const post = operate(sandbox, id)
  const erin = `/agents/${(await post('/agents', { name: 'Erin' })).body['memberId']}`
  const statuses: number[] = []
  const answers = [
    await post(`${erin}/typing`, { text: 'Hel' }), await post(`${erin}/typing`, { stopped: true }),
    await post(`${erin}/push-url`, { url: 'https://shop.example.com' }), await post(`${erin}/custom-notice`, { text: 'cn' }),
    await post(`${erin}/sent-files`, { name: 'a.pdf', mime: 'application/pdf', content: 'UERG' }), await post(`${erin}/rich-lines`, { text: 'Pick', content: [{ contentType: 'generic' }] }),
    await post('/externals', { name: 'Survey' })
  ]
  statuses.push(...answers.map(({ status }) => status))
  const sam = await post('/supervisors', { name: 'Sam', supervision: 'coach' })
  const words = await post(`/agents/${sam.body['memberId']}/messages`, { body: 'Be kind' })
  const seen = await post(`/supervisors/${sam.body['memberId']}`, { supervision: 'bargeIn' })
  const left = await call(`${sandbox.url}/sandbox/conversations/${id}/agents/${seen.body['memberId']}`, 'DELETE')
  return [...statuses, sam.status, words.status, seen.status, left.status]
}

const allDone = [204, 204, 201, 201, 201, 201, 201, 201, 201, 200, 204]

it('on GMS', async () => {
  const sandbox = await sandboxed()
  const jo = await gmsCustomer(sandbox)
  expect(await doAll(sandbox, jo.conversationId)).toEqual(allDone)
  expect(gmsTold(await jo.refresh(2))).toEqual([
    '2 ParticipantJoined Agent', '3 TypingStarted Agent Hel', '4 TypingStopped Agent', '5 PushUrl Agent https://shop.example.com', '6 CustomNotice Agent cn', '7 FileUploaded Agent a.pdf',
    '8 Message Agent Pick', '9 ParticipantJoined External', '10 ParticipantJoined Supervisor', '11 ParticipantLeft Supervisor'
  ])
})

it('on Multicloud CX', async () => {
  const sandbox = await sandboxed()
  const jo = await multicloudCustomer(sandbox)
  expect(await doAll(sandbox, jo.sessionId)).toEqual(allDone)
  expect(multicloudTold(await jo.messages())).toEqual([
    'ParticipantJoined Customer', 'ParticipantJoined Agent', 'TypingStarted Agent Hel', 'TypingStopped Agent', 'PushUrl Agent https://shop.example.com', 'CustomNotice Agent cn', 'Message Agent',
    'Message Agent Pick', 'ParticipantJoined External', 'ParticipantJoined Supervisor', 'ParticipantLeft Supervisor'
  ])
})

it('guest chat refuses what it cannot tell, and its customer hears nothing of a coach', async () => {
  const sandbox = await sandboxed()
  const guest = await waitingGuest(sandbox)
  expect(await doAll(sandbox, guest.id)).toEqual([204, 204, 409, 409, 409, 409, 201, 201, 201, 200, 204])
  expect((await guest.call('GET', '/messages')).text).not.toContain('Be kind')
  expect(sandbox.control.conversation(guest.id).asides.map(({ text }) => text)).toEqual(['Be kind'])
  const { status, body } = await operate(sandbox, guest.id)(`/agents/${sandbox.control.addAgent(guest.id, { name: 'A' }).memberId}/push-url`, { url: 'https://x' })
  expect([status, body]).toEqual([409, { error: 'NotSupported', message: 'The back end guest chat knows no pushUrl.' }])
  sandbox.control.end(guest.id)
  await guest.stream.closed
  expect(guest.stream.texts.join()).not.toContain('Be kind')
})

it('the settings of both, and what only they have', async () => {
  const sandbox = await sandboxed()
  const jo = await gmsCustomer(sandbox)
  const max = await multicloudCustomer(sandbox)
  const at = `${sandbox.url}/sandbox`
  expect((await call(`${at}/gms/settings`, 'PATCH', { maxMessage: 9 })).body).toMatchObject({ maxMessage: 9, maxFiles: 3 })
  expect((await call(`${at}/gms/settings`, 'PATCH', { maxMessages: 9 })).body).toMatchObject({ error: 'Invalid', field: 'maxMessages' })
  expect((await call(`${at}/multicloud/settings`, 'PATCH', { polls: 'some' })).body).toMatchObject({ error: 'Invalid', field: 'polls', expected: 'one of new, all' })
  expect((await call(`${at}/gms/conversations/${jo.conversationId}/alias`, 'POST')).status).toBe(204)
  expect((await call(`${at}/gms/conversations/${jo.conversationId}`, 'GET')).body['alias']).not.toBe(jo.keys.alias)
  expect((await call(`${at}/gms/conversations/${max.sessionId}`, 'GET')).status).toBe(404)
  expect((await call(`${at}/multicloud/conversations/${max.sessionId}/expire`, 'POST')).status).toBe(204)
  expect((await max.messages()).body.status.code).toBe('INVALID_SESSION')
})

it('the faults for requests are read with their defaults', () => {
  expect([Fault.parse({ kind: 'cut' }), Fault.parse({ kind: 'body', what: 'null' }), Fault.parse({ kind: 'offline' }), Fault.parse({ kind: 'index', how: 'missing' })]).toEqual([
    { kind: 'cut', count: 1, after: false }, { kind: 'body', what: 'null', status: 200, count: 1 }, { kind: 'offline' }, { kind: 'index', how: 'missing', count: 1 }
  ])
})
