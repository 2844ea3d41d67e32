/** The automatic agent: comes, greets, answers in turn, steps back for a person. */
import type { SandboxOptions } from '../src/index.js'
import { reply } from '../src/agent/replies.js'
import { sandboxed, waitingGuest } from './kit/guest.js'
import { testClock } from './kit/testClock.js'

const set = async (options: Partial<SandboxOptions> = {}) => {
  const clock = testClock()
  const sandbox = await sandboxed({ clock, autoAgent: true, ...options })
  const guest = await waitingGuest(sandbox)
  const robin = () => sandbox.control.conversation(guest.id).members.find(({ automatic }) => automatic)
  const said = () => sandbox.control.conversation(guest.id).messages.filter(({ kind, memberId }) => kind === 'text' && memberId !== guest.memberId).map(({ text }) => text)
  return { clock, sandbox, guest, robin, said }
}
const greeting = 'Hello Sample Guest, I am Robin, the automatic agent of this sandbox. What can I do for you?'

describe('the automatic agent', () => {
  it('joins after a moment, types, and greets by name', async () => {
    const { clock, guest, robin, said } = await set()
    clock.advance(1_199)
    expect(robin()).toBe(undefined)
    clock.advance(1)
    expect(robin()?.state).toBe('connected')
    clock.advance(400)
    expect(said()).toEqual([])
    clock.advance(1_300)
    expect(said()).toEqual([greeting])
    const kinds: unknown[] = []
    for (let count = 0; count < 7; count += 1) {
      const { metadata, eventBody } = await guest.stream.next()
      kinds.push(eventBody?.['bodyType'] ?? metadata?.type)
    }
    expect(kinds).toEqual(['member-change', 'member-change', 'member-join', 'member-leave', 'member-change', 'typing-indicator', 'standard'])
  })

  it('answers each message, in order, what was written while waiting too', async () => {
    const { clock, guest, said } = await set()
    await guest.say('My invoice is wrong')
    clock.advance(1_200 + 1_700)
    await guest.say('Can you see it?')
    await guest.say('bye')
    clock.advance(3 * 1_700)
    expect(said()).toEqual([greeting, reply('Sample Guest', 'My invoice is wrong'), reply('Sample Guest', 'Can you see it?'), reply('Sample Guest', 'bye')])
  })

  it('steps back when a person joins, and comes again when the chat waits again', async () => {
    const { clock, sandbox, guest, robin, said } = await set()
    clock.advance(3_000)
    await guest.say('hello?')
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Alex' })
    clock.advance(60_000)
    expect(said()).toEqual([greeting, 'Alex takes over from here. Goodbye!'])
    expect(robin()?.state).toBe('disconnected')
    sandbox.control.removeAgent(guest.id, memberId)
    clock.advance(1_200)
    expect(sandbox.control.conversation(guest.id).members.filter(({ automatic }) => automatic).map(({ state }) => state)).toEqual(['disconnected', 'connected'])
  })

  it('does not come before a person who was offered the chat, nor to a chat that ended, nor when switched off', async () => {
    const offered = await set()
    offered.sandbox.control.addAgent(offered.guest.id, { name: 'Alex', alerting: true })
    const ended = await set()
    ended.sandbox.control.end(ended.guest.id)
    const off = await set({ autoAgent: false })
    for (const { clock, robin } of [offered, ended, off]) {
      clock.advance(10_000)
      expect(robin()).toBe(undefined)
    }
  })

  it('keeps the pace it is given', async () => {
    const { clock, said } = await set({ autoAgent: { join: 10, think: 10, type: 10 } })
    clock.advance(30)
    expect(said()).toEqual([greeting])
  })
})

describe('a reply', () => {
  it.each([
    ['thanks a lot', 'You are welcome, Ada. Is there anything else?'],
    ['Good morning', 'Hello again, Ada. What is it about?'],
    ['Goodbye', 'Goodbye Ada, it was a pleasure. You can close the chat whenever you like.'],
    ['a person please', 'Of course. Somebody can take over at any time: open /desk in a second window and join this chat.'],
    ['help', 'Gladly. Ask me anything, say "bye" when you are done, or open /desk to answer yourself.'],
    ['Why?', 'Good question. You asked: “Why?” I would look that up for you if I were a person.'],
    ['It broke', 'I have noted: “It broke” Tell me more.'],
    ['x'.repeat(90), `I have noted: “${'x'.repeat(79)}…” Tell me more.`]
  ])('to %s', (text, expected) => expect(reply('Ada', text)).toBe(expected))
})
