/** The desk's socket and what the desk makes of it: a snapshot with changes on top equals a fresh snapshot. */
import { WebSocket } from 'ws'
import { emptyState, evolve, people, speaker } from '../pages/desk/state.js'
import type { DeskState } from '../pages/desk/state.js'
import type { DeskFrame } from '../src/desk/DeskFrame.js'
import { sandboxed, waitingGuest } from './kit/guest.js'

const listen = async (url: string) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sandbox/desk`)
  const state = emptyState()
  const wakers = new Set<() => void>()
  const types: string[] = []
  socket.on('message', (data) => {
    const frame: DeskFrame = JSON.parse(String(data))
    types.push(frame.type === 'change' ? frame.change.type : frame.type)
    evolve(state, frame, 1_000)
    wakers.forEach((wake) => wake())
  })
  const until = (is: (state: DeskState) => boolean): Promise<void> => new Promise((resolve) => {
    const look = (): void => {
      if (types.length > 0 && is(state)) resolve()
    }
    wakers.add(look)
    look()
  })
  await until(() => true)
  return { state, until, types }
}

const plain = ({ chats, faults }: DeskState): unknown =>
  ({ faults, chats: [...chats].map(([id, { summary, members, messages }]) => [id, summary, [...members], messages]) })

describe('the desk', () => {
  it('knows from changes what a newcomer knows from the snapshot', async () => {
    const sandbox = await sandboxed()
    const early = await listen(sandbox.url)
    expect(early.types).toEqual(['snapshot'])
    const guest = await waitingGuest(sandbox)
    await guest.say('Hello')
    const { memberId } = sandbox.control.addAgent(guest.id, { name: 'Alex' })
    sandbox.control.transfer(guest.id, memberId, { name: 'Charles' })
    sandbox.control.fault({ kind: 'duplicate', count: 5 })
    await guest.call('POST', `/members/${guest.memberId}/typing`)
    await early.until(({ chats }) => (chats.get(guest.id)?.typedAt ?? 0) > 0)
    const late = await listen(sandbox.url)
    expect(plain(early.state)).toEqual(plain(late.state))
    const chat = early.state.chats.get(guest.id)
    expect(chat && [chat.unread, people(chat).map(({ name }) => name), speaker(chat, 'Nobody')?.name]).toEqual([1, ['Charles'], 'Charles'])
    sandbox.control.reset()
    await early.until(({ chats }) => chats.size === 0)
    expect(early.types.at(-1)).toBe('snapshot')
  })

  it('forgets what the sandbox forgets, and a message ends the typing', async () => {
    const sandbox = await sandboxed({ keepEnded: 0 })
    const desk = await listen(sandbox.url)
    const guest = await waitingGuest(sandbox)
    await guest.call('POST', `/members/${guest.memberId}/typing`)
    await guest.say('done typing')
    await desk.until(({ chats }) => chats.get(guest.id)?.messages.at(-1)?.text === 'done typing')
    expect(desk.state.chats.get(guest.id)?.typedAt).toBe(0)
    sandbox.control.end(guest.id)
    await desk.until(({ chats }) => chats.size === 0)
  })
})
