/** The one place that holds conversations and changes them. State first, then the change is told. */
import { randomUUID } from 'node:crypto'
import type { Member, Message, MessageKind, Opening, Role } from './Conversation.js'
import type { Thread } from './thread.js'
import { summary, view } from './thread.js'
import { Refusal } from './Refusal.js'
import type { Listener } from './turns.js'
import { createTurns } from './turns.js'

export interface Joining {
  readonly role: Role
  readonly name: string
  readonly avatar?: string
  readonly automatic?: boolean
}

export type Switchboard = ReturnType<typeof createSwitchboard>

/** @param keepEnded how many ended conversations stay readable; the oldest go first. */
export const createSwitchboard = (now: () => number, keepEnded: number) => {
  const threads = new Map<string, Thread>()
  const turns = createTurns()

  const find = (conversationId: string): Thread => {
    const thread = threads.get(conversationId)
    if (thread === undefined) throw new Refusal('UnknownConversation', `There is no conversation ${conversationId}.`)
    return thread
  }

  const findMember = (conversationId: string, memberId: string): [Thread, Member] => {
    const thread = find(conversationId)
    const member = thread.members.get(memberId)
    if (member === undefined) throw new Refusal('UnknownMember', `There is no member ${memberId} in conversation ${conversationId}.`)
    return [thread, member]
  }

  const alive = (thread: Thread): Thread => {
    if (thread.endedAt !== undefined) throw new Refusal('Ended', `Conversation ${thread.id} has ended.`)
    return thread
  }

  const tellSummary = (thread: Thread): void => turns.emit({ type: 'conversation', conversation: summary(thread) })

  const put = (thread: Thread, member: Member): Member => {
    thread.members.set(member.id, member)
    turns.emit({ type: 'member', conversationId: thread.id, member })
    return member
  }

  const write = (thread: Thread, memberId: string, kind: MessageKind, text: string, content?: ReadonlyArray<unknown>): Message => {
    const message: Message = { id: randomUUID(), memberId, kind, text, ...(content === undefined ? {} : { content }), at: now() }
    thread.positions.set(message.id, thread.messages.length)
    thread.messages.push(message)
    turns.emit({ type: 'message', conversationId: thread.id, message })
    return message
  }

  const forgetOldest = (): void => {
    const ended = [...threads.values()].filter((thread) => thread.endedAt !== undefined)
    for (const thread of ended.slice(0, Math.max(0, ended.length - keepEnded))) {
      threads.delete(thread.id)
      turns.emit({ type: 'forgotten', conversationId: thread.id })
    }
  }

  const open = (opening: Opening): Thread => {
    const { name, avatar } = opening.customer
    const customer: Member = { id: randomUUID(), role: 'customer', name, ...(avatar === undefined ? {} : { avatar }), state: 'connected', automatic: false, joinedAt: now() }
    const thread: Thread = {
      id: randomUUID(), opening, customerId: customer.id, begun: false, streams: 0, createdAt: now(),
      members: new Map([[customer.id, customer]]), messages: [], positions: new Map()
    }
    threads.set(thread.id, thread)
    turns.emit({ type: 'opened', conversation: view(thread) })
    return thread
  }

  /** A new member. An agent is alerting first, that is being offered the chat; bots and queues are there at once. */
  const join = (conversationId: string, { role, name, avatar, automatic = false }: Joining, state: 'alerting' | 'connected'): Member => {
    const thread = alive(find(conversationId))
    const member: Member = { id: randomUUID(), role, name, ...(avatar === undefined ? {} : { avatar }), state: 'alerting', automatic }
    thread.members.set(member.id, member)
    if (role === 'agent') put(thread, member)
    return state === 'connected' ? connect(conversationId, member.id) : member
  }

  const connect = (conversationId: string, memberId: string): Member => {
    const [thread, member] = findMember(conversationId, memberId)
    alive(thread)
    const connected = put(thread, { ...member, state: 'connected', joinedAt: member.joinedAt ?? now() })
    if (member.state !== 'connected') {
      write(thread, memberId, 'join', '')
      tellSummary(thread)
    }
    return connected
  }

  /** Says again that a member is what it is: the real service does so whenever an agent switches between chats. */
  const repeat = (conversationId: string, memberId: string): Member => put(...findMember(conversationId, memberId))

  const leave = (conversationId: string, memberId: string): void => {
    const [thread, member] = findMember(conversationId, memberId)
    if (member.state === 'disconnected') return
    const left = { ...member, state: 'disconnected' as const, leftAt: now() }
    thread.members.set(memberId, left)
    if (member.state === 'connected') write(thread, memberId, 'leave', '')
    put(thread, left)
    tellSummary(thread)
  }

  const say = (conversationId: string, memberId: string, kind: 'text' | 'notice', text: string, content?: ReadonlyArray<unknown>): Message => {
    const [thread, member] = findMember(conversationId, memberId)
    alive(thread)
    if (member.state !== 'connected') throw new Refusal('WrongState', `Member ${memberId} is ${member.state}, not connected.`)
    return write(thread, memberId, kind, text, content)
  }

  const typing = (conversationId: string, memberId: string): { id: string; at: number } => {
    const [thread, member] = findMember(conversationId, memberId)
    alive(thread)
    if (member.state !== 'connected') throw new Refusal('WrongState', `Member ${memberId} is ${member.state}, not connected.`)
    const told = { id: randomUUID(), at: now() }
    turns.emit({ type: 'typing', conversationId, memberId, ...told })
    return told
  }

  const setStreams = (conversationId: string, streams: number): void => {
    const thread = find(conversationId)
    thread.streams = streams
    tellSummary(thread)
  }

  /** The customer is there: from now on the conversation takes messages. */
  const begin = (conversationId: string): void => {
    const thread = alive(find(conversationId))
    thread.begun = true
    const [, customer] = findMember(conversationId, thread.customerId)
    put(thread, customer)
    write(thread, thread.customerId, 'join', '')
    tellSummary(thread)
  }

  /** Ends it for everyone. The side that ends it goes first; a customer who is put out says no goodbye. */
  const end = (conversationId: string, by: 'customer' | 'agent'): void => {
    const thread = alive(find(conversationId))
    thread.endedAt = now()
    if (by === 'customer') leave(conversationId, thread.customerId)
    for (const member of thread.members.values()) if (member.role !== 'customer') leave(conversationId, member.id)
    const [, customer] = findMember(conversationId, thread.customerId)
    if (customer.state !== 'disconnected') put(thread, { ...customer, state: 'disconnected', leftAt: now() })
    tellSummary(thread)
    turns.emit({ type: 'ended', conversationId })
    forgetOldest()
  }

  const reset = (): void => {
    threads.clear()
    turns.emit({ type: 'reset' })
  }

  return {
    all: (): ReadonlyArray<Thread> => [...threads.values()],
    peek: (conversationId: string): Thread | undefined => threads.get(conversationId),
    find, findMember, listen: (listener: Listener) => turns.listen(listener),
    open, join, connect, repeat, leave, say, typing, setStreams, begin, end, reset
  }
}
