/** The one place that holds conversations and changes them. State first, then the change is told. */
import { randomUUID } from 'node:crypto'
import type { Customer, Member, Message, Opening, Role, Supervision } from './Conversation.js'
import { systemId } from './Conversation.js'
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
  /** Of a supervisor who takes part so that the customer sees it. Others do not `join`: they `supervise`. */
  readonly supervision?: 'bargeIn'
}

/** What is written into a conversation; see `Message`. */
export type Writing = Pick<Message, 'kind' | 'text' | 'content' | 'data' | 'extra'>

/** One sign of typing: its id, and when it was, in ms since the epoch. */
export interface Typing {
  readonly id: string
  readonly at: number
  /** What was typed so far, where it is told. */
  readonly text?: string
}

/** A supervisor who comes, or who does something else from now on. */
export interface Supervising {
  readonly name: string
  readonly supervision: Supervision
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

  const compose = (memberId: string, writing: Writing): Message => ({ id: randomUUID(), memberId, ...writing, at: now() })

  const write = (thread: Thread, memberId: string, writing: Writing): Message => {
    const message = compose(memberId, writing)
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
      members: new Map([[customer.id, customer]]), messages: [], staff: new Map(), asides: [], positions: new Map()
    }
    threads.set(thread.id, thread)
    turns.emit({ type: 'opened', conversation: view(thread) })
    return thread
  }

  /** A new member. An agent is alerting first, that is being offered the chat; bots and queues are there at once. */
  const join = (conversationId: string, { role, name, avatar, automatic = false, supervision }: Joining, state: 'alerting' | 'connected'): Member => {
    const thread = findAlive(conversationId)
    const member: Member = {
      id: randomUUID(), role, name, ...(avatar === undefined ? {} : { avatar }), state: 'alerting', ...(supervision === undefined ? {} : { supervision }), automatic
    }
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

  /** Throws when the conversation's back end cannot tell this kind. */
  const mustBeAble = (thread: Thread, kind: Message['kind']): void => {
    const isCommon = kind === 'text' || kind === 'notice' || kind === 'join' || kind === 'leave'
    if (!isCommon && thread.opening.can?.includes(kind) !== true) throw new Refusal('NotSupported', `The back end ${thread.opening.backEnd} knows no ${kind}.`)
  }

  const say = (conversationId: string, memberId: string, words: Writing): Message => {
    mustBeConnected(conversationId, memberId)
    const thread = find(conversationId)
    mustBeAble(thread, words.kind)
    return write(thread, memberId, words)
  }

  /** Says something that no member said. */
  const announce = (conversationId: string, words: Writing): Message => {
    const thread = findAlive(conversationId)
    mustBeAble(thread, words.kind)
    return write(thread, systemId, words)
  }

  /** Says something that the customer does not hear. */
  const sayAside = (conversationId: string, memberId: string, words: Writing): Message => {
    const thread = findAlive(conversationId)
    const message = compose(memberId, words)
    thread.asides.push(message)
    turns.emit({ type: 'aside', conversationId, message })
    return message
  }

  const putStaff = (thread: Thread, member: Member): Member => {
    thread.staff.set(member.id, member)
    turns.emit({ type: 'staff', conversationId: thread.id, member })
    return member
  }

  /** A supervisor comes. Whoever listens or coaches is no member: the customer does not see them. */
  const supervise = (conversationId: string, { name, supervision }: Supervising): Member => {
    const thread = findAlive(conversationId)
    if (supervision === 'bargeIn') return join(conversationId, { role: 'supervisor', name, supervision }, 'connected')
    return putStaff(thread, { id: randomUUID(), role: 'supervisor', name, state: 'connected', supervision, automatic: false, joinedAt: now() })
  }

  /** A supervisor whom the customer does not see. */
  const findStaff = (conversationId: string, memberId: string): Member | undefined => find(conversationId).staff.get(memberId)

  /** A supervisor whom the customer does not see goes. */
  const dismiss = (conversationId: string, memberId: string): void => {
    const member = findStaff(conversationId, memberId)
    if (member === undefined || member.state === 'disconnected') return
    putStaff(find(conversationId), { ...member, state: 'disconnected', leftAt: now() })
  }

  /** A member is seen typing. Nothing of it is kept. */
  const typing = (conversationId: string, memberId: string, text?: string): Typing => {
    mustBeConnected(conversationId, memberId)
    const told: Typing = { id: randomUUID(), at: now(), ...(text === undefined ? {} : { text }) }
    turns.emit({ type: 'typing', conversationId, memberId, ...told })
    return told
  }

  /** A member has stopped typing without having sent anything. */
  const stopTyping = (conversationId: string, memberId: string, text?: string): void => {
    mustBeConnected(conversationId, memberId)
    turns.emit({ type: 'typingStopped', conversationId, memberId, at: now(), ...(text === undefined ? {} : { text }) })
  }

  /** The site's page tells more of the customer. What is left out stays as it is. */
  const describe = (conversationId: string, changes: Partial<Pick<Customer, 'name' | 'data'>>): void => {
    const thread = findAlive(conversationId)
    const { customer } = thread.opening
    thread.opening = { ...thread.opening, customer: { ...customer, ...changes, data: { ...customer.data, ...changes.data } } }
    if (changes.name !== undefined && changes.name !== customer.name) {
      put(thread, { ...findMember(conversationId, thread.customerId), name: changes.name })
      if (thread.opening.can?.includes('nickname') === true) write(thread, thread.customerId, { kind: 'nickname', text: changes.name })
    }
    tellSummary(thread)
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
    for (const { id } of thread.staff.values()) dismiss(conversationId, id)
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
    open, join, connect, repeat, leave, say, announce, sayAside, supervise, findStaff, dismiss, typing, stopTyping, describe, setStreams, begin, end, reset
  }
}
