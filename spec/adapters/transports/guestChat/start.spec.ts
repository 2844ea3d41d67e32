/** How a chat begins, and that nothing stays behind when it does not. */
import type { Answer, Call } from '../../../../lib'
import { frames, scene } from './scripted'
import type { Scene } from './scripted'
import { startCall, until, world } from './world'

const start = (s: Scene, call: Call = startCall) => {
  const given: Answer[] = []
  const subscription = s.transport.call(call).subscribe((answer) => answer._tag !== 'Progress' && given.push(answer))
  return { given, abandon: () => subscription.unsubscribe() }
}

const requests = (s: Scene): ReadonlyArray<string> => s.asked.map(({ method, path }) => `${method} ${path}`)

test('the request, in the words of the wire', async () => {
  const s = scene(
    { transport: { memberAuthToken: 'signed' } },
    { page: () => ({ _genesys_url: 'https://site/help', _genesys_source: 'web' }) }
  )
  start(s, {
    type: 'start',
    form: { displayName: 'Sam Guest', nickname: 'Sam', firstname: 'Samuel', lastname: 'Guest', email: 's@g', subject: 'Invoice', more: { city: 'Ghent' } },
    userData: { phone: '+32', level: 3, nothing: null, coupon: '', deep: { a: 1 }, firstName: 'Not this one' },
    interactionData: { routing: { targetAddress: 'Support', priority: '2', skills: 'Billing' }, userData: { order: 'A-1', level: 1 }, journey: { customerId: 'cu', customerIdType: 'cookie', sessionId: 'se', sessionType: 'web', actionId: 'ac', actionMapId: 'am', actionMapVersion: 3 } },
    options: { deploymentKey: 'd2', organizationId: 'o2' }
  })
  await s.pass(0)
  expect(s.asked[0]).toMatchObject({ method: 'POST', path: '', headers: { 'content-type': 'application/json', accept: 'application/json' } })
  expect(s.asked[0]?.headers).not.toHaveProperty('authorization')
  expect(s.asked[0]?.body).toEqual({
    deploymentId: 'd2',
    organizationId: 'o2',
    routingTarget: { targetType: 'QUEUE', targetAddress: 'Support', priority: 2, skills: ['Billing'] },
    memberInfo: {
      displayName: 'Sam Guest',
      role: 'CUSTOMER',
      customFields: {
        _genesys_url: 'https://site/help', _genesys_source: 'web', order: 'A-1', level: '3', phone: '+32', coupon: '', phoneNumber: '+32', deep: '{"a":1}', city: 'Ghent',
        nickname: 'Sam', firstName: 'Samuel', lastName: 'Guest', email: 's@g', subject: 'Invoice'
      }
    },
    memberAuthToken: 'signed',
    journeyContext: { customer: { id: 'cu', idType: 'cookie' }, customerSession: { id: 'se', type: 'web' }, triggeringAction: { id: 'ac', actionMap: { id: 'am', version: 3 } } }
  })
})

test('what is blank in a call is not there', async () => {
  const s = scene({ transport: { memberAuthToken: '' } })
  start(s, { ...startCall, options: { deploymentKey: '', organizationId: undefined, orgGuid: null } } as Call)
  await s.pass(0)
  expect(s.asked[0]?.body).toMatchObject({ deploymentId: 'd1', organizationId: 'o1' })
  expect(s.asked[0]?.body).not.toHaveProperty('memberAuthToken')
})

test('what comes with one call is for that call only', async () => {
  const s = scene()
  start(s, { ...startCall, options: { deploymentKey: 'd2', orgGuid: 'o2' } } as Call)
  await s.pass(0)
  start(s)
  await s.pass(0)
  expect(s.asked.filter(({ path }) => path === '').map(({ body }) => body)).toMatchObject([{ deploymentId: 'd2', organizationId: 'o2' }, { deploymentId: 'd1', organizationId: 'o1' }])
})

test.each([
  ['deploymentKey', 'webchat.transport.deploymentKey: expected a string, found none.'],
  ['orgGuid', 'webchat.transport.orgGuid: expected a string, found none.']
])('without %s nothing is sent', async (field, statusText) => {
  const s = scene({ transport: { [field]: undefined } })
  const { given } = start(s)
  await s.pass(0)
  expect(given).toMatchObject([{ left: { errorReason: 'configuration', statusText } }])
  expect(s.asked).toEqual([])
})

test('the answer comes when the stream is open, and frames only after it', async () => {
  const s = scene()
  s.opening = false
  const order: string[] = []
  s.transport.frames$.subscribe(({ _tag }) => order.push(_tag))
  s.transport.call(startCall).subscribe(() => order.push('answer'))
  await s.pass(0)
  expect(order).toEqual([])
  s.sockets[0]?.open()
  s.sockets[0]?.say(frames.heartbeat)
  expect(order).toEqual(['answer', 'Right'])
  expect(s.lines()).toEqual(['+Sample Guest'])
})

test.each([
  ['fails', (s: Scene) => s.sockets[0]?.close(), 0],
  ['never opens', () => undefined, 10_000]
])('the stream %s: the start fails, the member leaves again, nothing is stored', async (_, happens, within) => {
  const s = scene()
  s.opening = false
  const { given } = start(s)
  await s.pass(0)
  happens(s)
  await s.pass(within)
  expect(given).toMatchObject([{ _tag: 'Left', left: { status: 0, errorReason: 'socket' } }])
  expect(requests(s)).toEqual(['POST ', 'DELETE /c1/members/g1'])
  expect(s.store.get('_genesys.widgets.webchat.state.purecloud-v2-sockets.ConversationID')).toBeUndefined()
  await s.pass(60_000)
  expect(s.sockets.length).toBe(1)
})

test('given up while the stream opens: closed, and the member leaves', async () => {
  const s = scene()
  s.opening = false
  const { given, abandon } = start(s)
  await s.pass(0)
  abandon()
  expect(s.sockets[0]?.closed).toBe(true)
  expect(requests(s)).toEqual(['POST ', 'DELETE /c1/members/g1'])
  expect(given).toEqual([])
})

test('given up while the server makes the member: it is heard out, and the member leaves', async () => {
  const w = await world()
  w.control.fault({ kind: 'slow', delay: 200, count: 1 })
  w.client().transport.call(startCall).subscribe().unsubscribe()
  await until(() => w.control.conversations()[0]?.phase === 'ended', () => w.control.conversations())
  await w.close()
})

test('disposed while the server makes the member: the request is aborted', async () => {
  const s = scene()
  s.script = () => 'never'
  start(s)
  s.transport.dispose()
  expect(s.asked.map(({ aborted }) => aborted)).toEqual([true])
})

test('an own message inside the answer to start is sent', async () => {
  const w = await world()
  const client = w.client()
  const sent: Answer[] = []
  client.transport.call(startCall).subscribe(() => client.transport.call({ type: 'sendMessage', text: 'at once', options: {} }).subscribe((answer) => answer._tag !== 'Progress' && sent.push(answer)))
  await until(() => client.lines().includes('at once'), client.lines)
  expect(client.lines()).toEqual(['+Sample Guest', 'at once'])
  await until(() => sent.length === 1)
  expect(sent).toMatchObject([{ _tag: 'Right' }])
  await w.close()
})

test('a new chat inside the news of the end', async () => {
  const w = await world()
  const client = w.client()
  await client.answer(startCall)
  const first = w.id()
  client.transport.frames$.subscribe((one) => {
    if (one._tag === 'Right' && one.right._tag === 'Ended') client.transport.call(startCall).subscribe()
  })
  w.control.end(first)
  await until(() => w.control.conversations().length === 2 && w.store.get('_genesys.widgets.webchat.state.purecloud-v2-sockets.ConversationID') !== undefined)
  const second = w.control.conversations().find(({ id }) => id !== first)?.id ?? ''
  const { memberId } = w.control.addAgent(second, { name: 'Ann' })
  w.control.sendMessage(second, memberId, 'again')
  await until(() => client.lines().includes('again'), client.lines)
  expect(client.lines()).toEqual(['+Sample Guest', '+Sample Guest', '+Ann', 'again'])
  await w.close()
})

test('own messages arrive in the order in which they were sent, also when the first is slow', async () => {
  const w = await world()
  const client = w.client()
  await client.answer(startCall)
  w.control.fault({ kind: 'slow', delay: 150, count: 1, method: 'POST' })
  await Promise.all(['1', '2', '3'].map((text) => client.answer({ type: 'sendMessage', text, options: {} })))
  await until(() => client.lines().length === 4, client.lines)
  expect(client.lines()).toEqual(['+Sample Guest', '1', '2', '3'])
  await w.close()
})
