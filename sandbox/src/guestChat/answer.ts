/** Successful answers, with the headers the real service was seen to send. */
import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'

/** Answers with this body, or without one. */
export const answer = (reply: FastifyReply, body: object | undefined): FastifyReply => {
  reply.header('inin-correlation-id', randomUUID())
  return body === undefined ? reply.send() : reply.header('content-type', 'application/json').send(Buffer.from(JSON.stringify(body)))
}
