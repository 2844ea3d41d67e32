/** The event stream over time: heartbeats, loss, return, and the ends nobody asked for. */
import { createGuest, sandboxed, waitingGuest } from '../kit/guest.js'
import { isHeartbeat, openStream } from '../kit/stream.js'
import { testClock } from '../kit/testClock.js'

/** Resolves when the sandbox has seen this many streams of the conversation. */
const streams = async (read: () => number, count: number): Promise<void> => {
  while (read() !== count) await new Promise((resolve) => setImmediate(resolve))
}

describe('heartbeats', () => {
  it('come at once and then every five seconds', async () => {
    const clock = testClock()
    const sandbox = await sandboxed({ clock })
    const guest = await waitingGuest(sandbox)
    clock.advance(4_999)
    await guest.say('between')
    clock.advance(1)
    clock.advance(5_000)
    const texts = await guest.stream.take(3)
    expect(texts.map(isHeartbeat)).toEqual([false, true, true])
  })
})

describe('a lost stream', () => {
  it('may come back under the same address, without replay', async () => {
    const clock = testClock()
    const sandbox = await sandboxed({ clock })
    const guest = await waitingGuest(sandbox)
    sandbox.control.fault({ kind: 'drop' })
    await guest.stream.closed
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Agent' })
    sandbox.control.sendMessage(guest.id, memberId, 'missed')
    clock.advance(119_999)
    const again = await openStream(guest.eventStreamUri)
    clock.advance(120_000)
    sandbox.control.sendMessage(guest.id, memberId, 'live')
    expect((await again.next()).eventBody?.['body']).toBe('live')
    expect(again.texts.filter((text) => text.includes('missed'))).toEqual([])
  })

  it('for two minutes ends the chat', async () => {
    const clock = testClock()
    const sandbox = await sandboxed({ clock })
    const guest = await waitingGuest(sandbox)
    guest.stream.socket.terminate()
    await streams(() => sandbox.control.conversation(guest.id).streams, 0)
    clock.advance(119_999)
    expect(sandbox.control.conversation(guest.id).phase).toBe('waiting')
    clock.advance(1)
    expect(sandbox.control.conversation(guest.id).phase).toBe('ended')
    expect((await guest.call('GET', `/members/${guest.memberId}`)).body).toMatchObject({ state: 'DISCONNECTED', leaveDate: new Date(clock.now()).toISOString() })
    const again = await openStream(guest.eventStreamUri)
    expect(await again.closed).toEqual({ code: 1001, reason: 'The conversation is ended' })
  })

  it('that was never opened ends it likewise', async () => {
    const clock = testClock()
    const sandbox = await sandboxed({ clock })
    const guest = await createGuest(sandbox)
    clock.advance(120_000)
    expect(sandbox.control.conversation(guest.id).phase).toBe('ended')
  })

  it('beside another one is no loss: both hear everything', async () => {
    const clock = testClock()
    const sandbox = await sandboxed({ clock })
    const guest = await waitingGuest(sandbox)
    const second = await openStream(guest.eventStreamUri)
    await guest.say('to both')
    expect([(await guest.stream.next()).eventBody?.['body'], (await second.next()).eventBody?.['body']]).toEqual(['to both', 'to both'])
    guest.stream.socket.terminate()
    await streams(() => sandbox.control.conversation(guest.id).streams, 1)
    clock.advance(500_000)
    expect(sandbox.control.conversation(guest.id).phase).toBe('waiting')
  })
})

describe('an idle customer', () => {
  it('is put out after fifteen minutes with an agent, counted from the last message', async () => {
    const clock = testClock()
    const sandbox = await sandboxed({ clock })
    const guest = await waitingGuest(sandbox)
    clock.advance(2_000_000)
    expect(sandbox.control.conversation(guest.id).phase).toBe('waiting')
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Agent' })
    clock.advance(899_999)
    await guest.say('still here')
    clock.advance(899_999)
    sandbox.control.sendMessage(guest.id, memberId, 'are you there?')
    expect(sandbox.control.conversation(guest.id).phase).toBe('open')
    clock.advance(1)
    expect(sandbox.control.conversation(guest.id).phase).toBe('ended')
    expect(await guest.stream.closed).toEqual({ code: 1001, reason: 'The conversation is ended' })
  })

  it('is not counted while no agent is there', async () => {
    const clock = testClock()
    const sandbox = await sandboxed({ clock })
    const guest = await waitingGuest(sandbox)
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Agent' })
    clock.advance(800_000)
    sandbox.control.removeAgent(guest.id, memberId)
    clock.advance(800_000)
    expect(sandbox.control.conversation(guest.id).phase).toBe('waiting')
  })
})

describe('a stream is refused', () => {
  it('with a token that is not valid', async () => {
    const sandbox = await sandboxed()
    await expect(openStream(`${sandbox.url.replace('http', 'ws')}/chat/jwt/nonsense`)).rejects.toThrow('401')
    await expect(openStream(`${sandbox.url.replace('http', 'ws')}/elsewhere`)).rejects.toThrow('404')
  })

  it('by closing, when the conversation is not known any more', async () => {
    const sandbox = await sandboxed()
    const guest = await createGuest(sandbox)
    sandbox.control.reset()
    const stream = await openStream(guest.eventStreamUri)
    expect(await stream.closed).toEqual({ code: 4100, reason: `Error connecting to conversation (${guest.id})` })
  })
})

describe('the deployment\'s bot', () => {
  it('greets before the queue and leaves then', async () => {
    const sandbox = await sandboxed({ config: { deployments: [{ id: 'd', greeting: { bot: 'Sample flow', text: 'Please describe your question.' } }] } })
    const guest = await createGuest(sandbox, { deploymentId: 'd' })
    const stream = await openStream(guest.eventStreamUri)
    const names = new Map<unknown, string>()
    const seen: string[] = []
    for (let count = 0; count < 9; count += 1) {
      const { eventBody = {} } = await stream.next()
      for (const { id, role } of sandbox.control.conversation(guest.id).members) names.set(id, role)
      const { id, state } = Object(eventBody['member'] ?? eventBody['sender'])
      seen.push(`${names.get(id)} ${state ?? eventBody['bodyType']} ${eventBody['body'] ?? ''}`.trim())
    }
    expect(seen).toEqual([
      'customer CONNECTED', 'customer member-join', 'bot CONNECTED', 'bot member-join', 'bot standard Please describe your question.',
      'queue CONNECTED', 'queue member-join', 'bot member-leave', 'bot DISCONNECTED'
    ])
  })
})
