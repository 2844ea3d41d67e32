/** Connections that break again and again while both sides speak: in the end everyone has the same conversation. */
import { page, sandboxed, until, withAgent } from './kit'

/** A small generator, so that a storm can be repeated. */
const random = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}

test.each([1, 2, 3])('storm %i: the transcript is the server\'s list', async (seed) => {
  const sandbox = await sandboxed({ webMessaging: { messagesPerSecond: 100, historiesPerMinute: 1_000 } })
  const dice = random(seed)
  const { run, names } = page(sandbox, {}, { random: () => 0 })
  await run('startChat')
  await run('sendMessage', { message: 'first' })
  const { id, memberId } = withAgent(sandbox)
  const sent: Array<Promise<unknown>> = []
  for (let i = 0; i < 12; i += 1) {
    const chance = dice()
    sent.push(run('sendMessage', { message: `mine ${i}` }))
    sandbox.control.sendMessage(id, memberId, `theirs ${i}`)
    if (chance < 0.25) sandbox.control.fault({ kind: 'drop' })
    if (chance > 0.75) sandbox.control.fault({ kind: 'duplicate', count: 2 })
    await new Promise((resolve) => setTimeout(resolve, 40 * dice()))
  }
  sandbox.control.fault({ kind: 'drop' })
  await Promise.all(sent)
  sandbox.control.sendMessage(id, memberId, 'last')
  const texts = async () => {
    const { messages } = (await run('getTranscript')) as { messages: ReadonlyArray<{ type: string; text: string }> }
    return messages.filter(({ type }) => type === 'Message').map(({ text }) => text)
  }
  await until(() => names().at(-1) === 'messageReceived')
  for (let tries = 0; tries < 200 && !(await texts()).includes('last'); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20))
  const served = sandbox.webMessaging.session(id).messages.map(({ text }) => text)
  expect(await texts()).toEqual(served)
  expect(served.filter((text) => String(text).startsWith('mine'))).toEqual(Array.from({ length: 12 }, (_, i) => `mine ${i}`))
  expect(names().filter((name) => name === 'agentConnected')).toHaveLength(1)
  expect(names()).not.toContain('ended')
}, 30_000)
