/** Meets incoming requests with the faults in force. For every back end; each answers a status in its own words. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Timers } from '../Clock.js'
import type { FaultBox } from './faultBox.js'

export type AnswerStatus = (reply: FastifyReply, status: number, code: string | undefined) => FastifyReply

export const requestFaults = (box: FaultBox, timers: Timers, answer: AnswerStatus) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (request.method === 'OPTIONS') return undefined
    const facts = { method: request.method, path: request.url.split('?', 1)[0] ?? '' }
    const refused = box.list().some(({ fault }) => fault.kind === 'refuse' && fault.http === true && (fault.conversationId === undefined || facts.path.includes(fault.conversationId)))
    if (refused) {
      request.raw.socket.destroy()
      return reply.hijack()
    }
    const slow = box.take('slow', undefined, facts)
    if (slow) await new Promise<void>((resolve) => timers.after(slow.delay, resolve))
    const fault = box.take('status', undefined, facts)
    if (!fault) return undefined
    if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter))
    return answer(reply, fault.status, fault.code)
  }
