/** What create refuses, and with which code. */
import { base, call, creation, sandboxed } from '../kit/guest.js'

const config = {
  organizations: [creation.organizationId],
  deployments: [
    { id: creation.deploymentId },
    { id: 'disabled', disabled: true },
    { id: 'members', authenticationRequired: true },
    { id: 'ours', allowedOrigins: ['https://www.example.com'] }
  ],
  queues: ['Sample Support Queue']
}
const token = 'eyJhbGciOiJub25lIn0.eyJleGFtcGxlIjp0cnVlfQ.EXAMPLE'
const journey = { customer: { id: 'c', idType: 'cookie' }, customerSession: { id: 's', type: 'web' }, triggeringAction: { id: 'a', actionMap: { id: 'm', version: 3 } } }
const notNull = 'chat.error.notnull.createconversationrequest'

const refused: ReadonlyArray<readonly [string, unknown, number, string]> = [
  ['no object', '[]', 400, 'bad.request'],
  ['no JSON', '{', 400, 'bad.request'],
  ['nothing', undefined, 400, 'bad.request'],
  ['no organisation', { organizationId: null }, 400, 'chat.error.bad.request'],
  ['unknown organisation', { organizationId: 'other' }, 400, 'chat.error.bad.request'],
  ['no deployment', { deploymentId: '' }, 400, 'chat.error.pattern.createconversationrequest.deploymentid'],
  ['unknown deployment', { deploymentId: 'other' }, 400, 'chat.error.pattern.createconversationrequest.deploymentid'],
  ['disabled deployment', { deploymentId: 'disabled' }, 400, 'chat.deployment.disabled'],
  ['members only', { deploymentId: 'members' }, 400, 'chat.deployment.require.auth'],
  ['bad member token', { deploymentId: 'members', memberAuthToken: 'x' }, 400, 'chat.deployment.bad.auth'],
  ['no target', { routingTarget: undefined }, 400, `${notNull}.routingtarget`],
  ['target of another type', { routingTarget: { targetType: 'USER', targetAddress: 'x' } }, 400, 'chat.error.createconversationrequest.routingtarget'],
  ['target without address', { routingTarget: { targetType: 'QUEUE' } }, 400, 'chat.error.createconversationrequest.routingtarget'],
  ['unknown queue', { routingTarget: { targetType: 'QUEUE', targetAddress: 'Other' } }, 400, 'chat.error.invalid.queue'],
  ['no member', { memberInfo: undefined }, 400, `${notNull}.memberinfo.displayname`],
  ['no name', { memberInfo: { displayName: ' ' } }, 400, `${notNull}.memberinfo.displayname`],
  ['fields that are no map', { memberInfo: { displayName: 'x', customFields: { deep: {} } } }, 400, 'bad.request'],
  ['journey without customer', { journeyContext: { ...journey, customer: undefined } }, 400, `${notNull}.journeycontext.customer`],
  ['journey customer without id', { journeyContext: { ...journey, customer: { idType: 'x' } } }, 400, `${notNull}.journeycontext.customer.customerid`],
  ['journey customer without type', { journeyContext: { ...journey, customer: { id: 'x' } } }, 400, `${notNull}.journeycontext.customer.customeridtype`],
  ['journey session without id', { journeyContext: { ...journey, customerSession: { type: 'x' } } }, 400, `${notNull}.journeycontext.customersession.sessionid`],
  ['journey session without type', { journeyContext: { ...journey, customerSession: { id: 'x' } } }, 400, `${notNull}.journeycontext.customersession.sessionidtype`],
  ['journey action without id', { journeyContext: { ...journey, triggeringAction: { actionMap: { id: 'm', version: 1 } } } }, 400, `${notNull}.journeycontext.triggeringaction.actionid`],
  ['journey map without id', { journeyContext: { ...journey, triggeringAction: { id: 'a', actionMap: { version: 1 } } } }, 400, `${notNull}.journeycontext.triggeringaction.actionmapid`],
  ['journey map without version', { journeyContext: { ...journey, triggeringAction: { id: 'a', actionMap: { id: 'm' } } } }, 400, `${notNull}.journeycontext.triggeringaction.actionmapversion`]
]

const sent = (overrides: unknown): unknown => (typeof overrides === 'object' ? { ...creation, ...overrides } : overrides)

describe('create refuses', () => {
  it.each(refused)('%s', async (_name, overrides, status, code) => {
    const sandbox = await sandboxed({ config })
    const answer = await call(`${sandbox.url}${base}`, 'POST', sent(overrides))
    expect([answer.status, answer.body['code']]).toEqual([status, code])
    expect(Object.keys(answer.body)).toEqual(['message', 'code', 'status', 'messageWithParams', 'messageParams', 'contextId', 'details', 'errors'])
    expect(answer.body['contextId']).toBe(answer.headers.get('inin-correlation-id'))
    expect(sandbox.control.conversations()).toEqual([])
  })

  it('a page of an origin that is not on the list, and no other', async () => {
    const sandbox = await sandboxed({ config })
    const from = async (origin: string) => {
      const { status, body } = await call(`${sandbox.url}${base}`, 'POST', { ...creation, deploymentId: 'ours' }, { origin })
      return [status, body['code']]
    }
    expect(await from('https://evil.example')).toEqual([403, 'origin.not.allowed'])
    expect(await from('https://www.example.com')).toEqual([200, undefined])
  })

  it('names the field of a missing name', async () => {
    const sandbox = await sandboxed()
    const { body } = await call(`${sandbox.url}${base}`, 'POST', { ...creation, memberInfo: {} })
    const code = `${notNull}.memberinfo.displayname`
    expect(body).toMatchObject({ message: 'displayName is required', messageParams: {}, details: [{ errorCode: code, fieldName: 'memberInfo.displayName' }], errors: [] })
  })
})

describe('create takes', () => {
  it.each([
    ['lower-case queue', { routingTarget: { targetType: 'queue', targetAddress: 'sample support QUEUE' } }],
    ['unknown keys of memberInfo', { memberInfo: { displayName: 'x', role: 'CUSTOMER', profileImageUrl: 'https://www.example.com/p.png' } }],
    ['a whole journey', { journeyContext: journey }],
    ['a member token', { deploymentId: 'members', memberAuthToken: token }]
  ])('%s', async (_name, overrides) => {
    const sandbox = await sandboxed({ config })
    expect((await call(`${sandbox.url}${base}`, 'POST', { ...creation, ...overrides })).status).toBe(200)
  })

  it('the customer as told, data as data', async () => {
    const sandbox = await sandboxed()
    await call(`${sandbox.url}${base}`, 'POST', `{"organizationId":"o","deploymentId":"d","routingTarget":{"targetType":"QUEUE","targetAddress":"q"},"memberAuthToken":"${token}","memberInfo":{
      "displayName":"Ada","firstName":"A","lastName":"L","email":"a@example.com","phoneNumber":"+15550100","profileImageUrl":"https://www.example.com/p.png","customFields":{"__proto__":"x","n":1,"none":null}}}`)
    const [{ customer } = { customer: undefined }] = sandbox.control.conversations()
    expect(JSON.stringify(customer)).toBe('{"name":"Ada","avatar":"https://www.example.com/p.png","firstName":"A","lastName":"L","email":"a@example.com","phone":"+15550100","authenticated":true,"data":{"__proto__":"x","n":"1"}}')
  })
})
