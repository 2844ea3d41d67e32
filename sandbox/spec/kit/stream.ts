/** A guest's event stream as a spec reads it: frames in order, awaited, never slept for. */
import { WebSocket } from 'ws'

export interface Frame {
  readonly topicName?: string
  readonly eventBody?: { readonly [key: string]: unknown }
  readonly metadata?: { readonly CorrelationId: string; readonly type: string }
}

export interface Stream {
  readonly socket: WebSocket
  /** Every text received so far. */
  readonly texts: ReadonlyArray<string>
  /** Resolves with the first `count` texts after the ones already taken. */
  readonly take: (count: number) => Promise<ReadonlyArray<string>>
  /** The next frame that is no heartbeat. */
  readonly next: () => Promise<Frame>
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
}

export const isHeartbeat = (text: string): boolean => text.includes('WebSocket Heartbeat')

export const openStream = (uri: string): Promise<Stream> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(uri)
    const texts: string[] = []
    let taken = 0
    const waiting = new Set<() => void>()
    socket.on('message', (data) => {
      texts.push(String(data))
      waiting.forEach((wake) => wake())
    })
    const closed = new Promise<{ code: number; reason: string }>((done) => socket.on('close', (code, reason) => done({ code, reason: String(reason) })))
    const take = (count: number): Promise<ReadonlyArray<string>> =>
      new Promise((done) => {
        const look = (): void => {
          if (texts.length - taken < count) return
          waiting.delete(look)
          taken += count
          done(texts.slice(taken - count, taken))
        }
        waiting.add(look)
        look()
      })
    const next = async (): Promise<Frame> => {
      for (;;) {
        const [text = ''] = await take(1)
        if (!isHeartbeat(text)) return JSON.parse(text)
      }
    }
    socket.once('error', reject)
    socket.once('unexpected-response', (_request, response) => reject(new Error(`HTTP ${response.statusCode}`)))
    socket.once('open', () => resolve({ socket, texts, take, next, closed }))
  })
