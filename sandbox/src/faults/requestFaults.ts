/** Meets incoming requests with the faults in force. For every back end; each answers a status in its own words. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Timers } from '../Clock.js'
import type { FalseBody } from './Fault.js'
import type { FaultBox, Occasion } from './faultBox.js'

/** Answers with this status, in a back end's form of an error. Without a code, it chooses one. */
export type AnswerStatus = (reply: FastifyReply, status: number, code: string | undefined) => FastifyReply

/** What meets the requests of a back end. */
export interface RequestFaultsParts {
  readonly box: FaultBox
  readonly timers: Timers
  readonly answer: AnswerStatus
  /** The conversation that a path is about, where the path does not name it itself. */
  readonly conversationOf?: (path: string) => string | undefined
  /** Tells that the server behind is not there. Default: 503. */
  readonly offline?: (reply: FastifyReply) => FastifyReply
}

const falseBodies: Record<FalseBody, { readonly type: string; readonly body: string }> = {
  html: { type: 'text/html', body: '<!DOCTYPE html><html><body><h1>Bad Gateway</h1></body></html>' },
  empty: { type: 'application/json', body: '' },
  notJson: { type: 'application/json', body: '{"messages":' },
  null: { type: 'application/json', body: 'null' },
  array: { type: 'application/json', body: '[]' }
}

const cutOff = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  request.raw.socket.destroy()
  return reply.hijack()
}

/** Answers, holds back or cuts off the requests of this scope that a fault meets. */
export const meetRequests = (app: FastifyInstance, { box, timers, answer, conversationOf, offline }: RequestFaultsParts): void => {
  /** Requests that are cut off once they are carried out. */
  const lost = new WeakSet<FastifyRequest>()

  const occasionOf = ({ method, url }: FastifyRequest): Occasion => {
    const path = url.split('?', 1)[0] ?? ''
    const conversationId = conversationOf?.(path)
    return { request: { method, path }, ...(conversationId === undefined ? {} : { conversationId }) }
  }

  app.addHook('onRequest', async (request, reply): Promise<FastifyReply | undefined> => {
    if (request.method === 'OPTIONS') return undefined
    const occasion = occasionOf(request)
    if (box.refuses(occasion, { http: true })) return cutOff(request, reply)
    const slow = box.take('slow', occasion)
    if (slow) await new Promise<void>((resolve) => timers.after(slow.delay, resolve))
    const cut = box.take('cut', occasion)
    if (cut?.after === false) return cutOff(request, reply)
    if (cut?.after === true) lost.add(request)
    const body = box.take('body', occasion)
    if (body) return reply.code(body.status).type(falseBodies[body.what].type).send(falseBodies[body.what].body)
    const away = box.take('offline', occasion)
    if (away) return offline === undefined ? answer(reply, 503, undefined) : offline(reply)
    const fault = box.take('status', occasion)
    if (!fault) return undefined
    if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter))
    return answer(reply, fault.status, fault.code)
  })

  app.addHook('onSend', async (request, _reply, payload): Promise<unknown> => {
    if (lost.has(request)) request.raw.socket.destroy()
    return payload
  })
}
