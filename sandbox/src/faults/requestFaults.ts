/** Meets incoming requests with the faults in force. For every back end; each answers a status in its own words. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Timers } from '../Clock.js'
import type { FaultBox } from './faultBox.js'

/** Answers with this status, in a back end's form of an error. Without a code, it chooses one. */
export type AnswerStatus = (reply: FastifyReply, status: number, code: string | undefined) => FastifyReply

/** A hook that answers, holds back or cuts off the requests that a fault meets. */
export const requestFaults = (box: FaultBox, timers: Timers, answer: AnswerStatus) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (request.method === 'OPTIONS') return undefined
    const occasion = { request: { method: request.method, path: request.url.split('?', 1)[0] ?? '' } }
    if (box.refuses(occasion, { http: true })) {
      request.raw.socket.destroy()
      return reply.hijack()
    }
    const slow = box.take('slow', occasion)
    if (slow) await new Promise<void>((resolve) => timers.after(slow.delay, resolve))
    const fault = box.take('status', occasion)
    if (!fault) return undefined
    if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter))
    return answer(reply, fault.status, fault.code)
  }
