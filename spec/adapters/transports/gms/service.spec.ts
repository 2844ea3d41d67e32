/** GMS through the service, in virtual time: what everybody is told, in which order, and what is asked. */
import { begun, scene } from './scripted'

it('a chat from its start to its end', async () => {
  const it = scene()
  const started = it.command('startChat', { nickname: 'Jo' })
  await it.pass(0)
  expect(started.answer).toMatchObject({ _tag: 'Right', right: { statusCode: 0, data: { sessionID: 'c1', secureKey: 'a1b2', alias: '117', userId: '4E5D' } } })
  await it.pass(1_000)
  it.happens('ParticipantJoined', 'Agent')
  it.happens('TypingStarted', 'Agent')
  await it.pass(1_500)
  it.says('Agent', 'Hello')
  await it.pass(2_500)
  const sent = it.command('sendMessage', { message: ' I would like a refund ' })
  await it.pass(600)
  expect(sent.answer).toMatchObject({ _tag: 'Right', right: { statusCode: 0, chatId: 'c1' } })
  it.happens('ParticipantLeft', 'Agent')
  await it.pass(3_000)
  const ended = it.command('endChat')
  await it.pass(5_000)
  expect(ended.answer).toMatchObject({ _tag: 'Right', right: { statusCode: 0, chatEnded: true } })
  expect(it.told()).toEqual([
    'started', 'messageReceived ParticipantJoined', 'clientConnected', 'pollingStarted',
    'messageReceived ParticipantJoined', 'agentConnected', 'agentTypingStarted',
    'agentTypingStopped', 'messageReceived Hello',
    'messageReceived  I would like a refund ',
    'messageReceived ParticipantLeft', 'agentDisconnected',
    'pollingStopped', 'clientDisconnected', 'ended'
  ])
  const asked = it.asked.length
  await it.pass(60_000)
  expect(it.asked.length).toBe(asked)
})

it('polls later and later, sooner after something was said', async () => {
  const it = await begun()
  await it.pass(10_000)
  const polls = () => it.asked.filter(({ path }) => path.endsWith('/refresh')).map(({ at }) => at)
  expect(polls()).toEqual([250, 750, 1_350, 2_070, 2_934, 3_970.8, 5_214.96, 6_706.952, 8_497.3424])
})
