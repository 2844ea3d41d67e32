/**
 * The process that sends: one port for each subject. A burst of messages is written beforehand and goes out as bytes,
 * so that sending costs next to nothing and the receiver's pace is what is measured.
 */
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { answering } from './processes.mjs'
import { subjects } from './subjects/index.mjs'

/** A text frame as a server sends it: whole, not masked. RFC 6455, section 5.2. */
const framed = (text) => {
  const payload = Buffer.from(text)
  const short = payload.length < 126
  const header = Buffer.alloc(short ? 2 : 4)
  header[0] = 0x81
  header[1] = short ? payload.length : 126
  if (!short) header.writeUInt16BE(payload.length, 2)
  return Buffer.concat([header, payload])
}

const bytesOf = (frame, first, count) => Buffer.concat(Array.from({ length: count }, (_, i) => framed(frame(first + i))))

/** Serves a subject. Resolves with its origin, and how it is told to send. */
const serve = async (subject) => {
  const http = createServer()
  const sockets = new WebSocketServer({ noServer: true })
  let origin
  /** The newest connection, once it can be sent to. */
  let connected

  http.on('request', (request, response) => {
    const body = subject.answer?.({ method: request.method, path: request.url.split('?')[0], origin })
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? {}))
  })

  http.on('upgrade', (request, raw, head) => {
    sockets.handleUpgrade(request, raw, head, (socket) => {
      connected = new Promise((resolve) => {
        subject.serve({ socket, ready: (frame) => resolve({ raw, frame, sent: 0 }) })
      })
    })
  })

  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${http.address().port}`

  /** The bursts of the last chat: the next chat's are the same, where nothing in a frame depends on the chat. */
  const kept = new Map()

  /** Sends the next messages. Answers how many bytes a message took on the socket. */
  const send = async (count) => {
    const connection = await connected
    const { raw, frame, sent } = connection
    connection.sent += count
    const which = `${count} from ${sent}`
    const earlier = kept.get(which)
    const bytes = earlier?.frame === frame ? earlier.bytes : bytesOf(frame, sent, count)
    kept.set(which, { frame, bytes })
    raw.write(bytes)
    return bytes.length / count
  }

  return { origin, send }
}

const served = {}

answering({
  serve: async (name) => {
    served[name] = await serve(subjects[name])
    return served[name].origin
  },
  send: ({ name, count }) => served[name].send(count)
})
