/** The one place that holds conversations and changes them. State first, then the change is told. */
import { randomUUID } from 'node:crypto'
import type { Member, Message, Opening, Role } from './Conversation.js'
import type { Thread } from './thread.js'
import { summary, view } from './thread.js'
import { Refusal } from './Refusal.js'
import type { Listener } from './turns.js'
import { createTurns } from './turns.js'

/** Who joins. */
export interface Joining {
  readonly role: Role
  readonly name: string
  /** Address of a picture. */
  readonly avatar?: string
  /** Joins of its own accord: the automatic agent. */
  readonly automatic?: boolean
}

/** What is written into a conversation; see `Message`. */
export type Writing = Pick<Message, 'kind' | 'text' | 'content'>

/** One sign of typing: its id, and when it was, in ms since the epoch. */
export interface Typing {
  readonly id: string
  readonly at: number
}

/** The conversations and every operation on them. What cannot be done throws a `Refusal`. */
export type Switchboard = ReturnType<typeof createSwitchboard>

/**
 * @param now ms since the epoch
 * @param keepEnded how many ended conversations stay readable; the oldest go first.
 */
export const createSwitchboard = (now: () => number, keepEnded: number) => {
  const threads = new Map<string, Thread>()
  const turns = createTurns()

  const find = (conversationId: string): Thread => {
    const thread = threads.get(conversationId)
    if (thread === undefined) throw new Refusal('UnknownConversation', `There is no conversation ${conversationId}.`)
    return thread
  }

  const findMember = (conversationId: string, memberId: string): Member => {
    const member = find(conversationId).members.get(memberId)
    if (member === undefined) throw new Refusal('UnknownMember', `There is no member ${memberId} in conversation ${conversationId}.`)
    return member
  }

  const findAlive = (conversationId: string): Thread => {
    const thread = find(conversationId)
    if (thread.endedAt !== undefined) throw new Refusal('Ended', `Conversation ${thread.id} has ended.`)
    return thread
  }

  /** Throws unless the member is connected in a conversation that goes on. */
  const mustBeConnected = (conversationId: string, memberId: string): void => {
    const { state } = findMember(conversationId, memberId)
    findAlive(conversationId)
    if (state !== 'connected') throw new Refusal('WrongState', `Member ${memberId} is ${state}, not connected.`)
  }

  const tellSummary = (thread: Thread): void => turns.emit({ type: 'conversation', conversation: summary(thread) })

  const put = (thread: Thread, member: Member): Member => {
    thread.members.set(member.id, member)
    turns.emit({ type: 'member', conversationId: thread.id, member })
    return member
  }

  const write = (thread: Thread, memberId: string, { kind, text, content }: Writing): Message => {
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
    const thread = findAlive(conversationId)
    const member: Member = { id: randomUUID(), role, name, ...(avatar === undefined ? {} : { avatar }), state: 'alerting', automatic }
    thread.members.set(member.id, member)
    if (role === 'agent') put(thread, member)
    return state === 'connected' ? connect(conversationId, member.id) : member
  }

  const connect = (conversationId: string, memberId: string): Member => {
    const member = findMember(conversationId, memberId)
    const thread = findAlive(conversationId)
    const connected = put(thread, { ...member, state: 'connected', joinedAt: member.joinedAt ?? now() })
    if (member.state !== 'connected') {
      write(thread, memberId, { kind: 'join', text: '' })
      tellSummary(thread)
    }
    return connected
  }

  /** Says again that a member is what it is: the real service does so whenever an agent switches between chats. */
  const repeat = (conversationId: string, memberId: string): Member => put(find(conversationId), findMember(conversationId, memberId))

  const leave = (conversationId: string, memberId: string): void => {
    const thread = find(conversationId)
    const member = findMember(conversationId, memberId)
    if (member.state === 'disconnected') return
    const left: Member = { ...member, state: 'disconnected', leftAt: now() }
    thread.members.set(memberId, left)
    if (member.state === 'connected') write(thread, memberId, { kind: 'leave', text: '' })
    put(thread, left)
    tellSummary(thread)
  }

  const say = (conversationId: string, memberId: string, words: Writing & { readonly kind: 'text' | 'notice' }): Message => {
    mustBeConnected(conversationId, memberId)
    return write(find(conversationId), memberId, words)
  }

  /** A member is seen typing. Nothing of it is kept. */
  const typing = (conversationId: string, memberId: string): Typing => {
    mustBeConnected(conversationId, memberId)
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
    const thread = findAlive(conversationId)
    thread.begun = true
    put(thread, findMember(conversationId, thread.customerId))
    write(thread, thread.customerId, { kind: 'join', text: '' })
    tellSummary(thread)
  }

  /** Ends it for everyone. The side that ends it goes first; a customer who is put out says no goodbye. */
  const end = (conversationId: string, by: 'customer' | 'agent'): void => {
    const thread = findAlive(conversationId)
    thread.endedAt = now()
    if (by === 'customer') leave(conversationId, thread.customerId)
    for (const member of thread.members.values()) {
      if (member.role !== 'customer') leave(conversationId, member.id)
    }
    const customer = findMember(conversationId, thread.customerId)
    if (customer.state !== 'disconnected') put(thread, { ...customer, state: 'disconnected', leftAt: now() })
    tellSummary(thread)
    turns.emit({ type: 'ended', conversationId })
    forgetOldest()
  }

  const reset = (): void => {
    threads.clear()
    turns.emit({ type: 'reset' })
  }

  /** Holds conversations that were kept. Nobody is told of them until `resume`. */
  const restore = (restored: ReadonlyArray<Thread>): void => {
    for (const thread of restored) threads.set(thread.id, thread)
  }

  /** Whoever acts on conversations takes up those that were kept. */
  const resume = (): void => {
    for (const thread of [...threads.values()]) tellSummary(thread)
  }

  return {
    restore, resume,
    all: (): ReadonlyArray<Thread> => [...threads.values()],
    peek: (conversationId: string): Thread | undefined => threads.get(conversationId),
    find, findMember, listen: (listener: Listener) => turns.listen(listener),
    open, join, connect, repeat, leave, say, typing, setStreams, begin, end, reset
  }
}
