/** The customers' open streams, of every back end, and what the faults do to them. */
import { WebSocket } from 'ws'
import type { Cancel, Timers } from '../Clock.js'
import type { Fault, Poison } from '../faults/Fault.js'
import type { FaultBox } from '../faults/faultBox.js'

export interface LinkWords {
  /** Sent on opening and at each beat; a back end without heartbeats leaves it out. */
  readonly heartbeat?: () => string
  /** Malformed frames in this back end's manner. */
  readonly poison: (what: Poison) => string
}

interface Link {
  conversationId: string
  readonly socket: WebSocket
  readonly words: LinkWords
  readonly silencedBy: Set<string>
  stopBeat: Cancel
  /** A close that a silence holds back. */
  closing?: { readonly code: number; readonly reason: string }
}

export type Links = ReturnType<typeof createLinks>

export const createLinks = (timers: Timers, box: FaultBox, heartbeat: number, counted: (conversationId: string, streams: number) => void) => {
  const links = new Set<Link>()
  /** Per conversation, the frame that waits to be overtaken. */
  const held = new Map<string, string>()

  const aimed = (conversationId: string | undefined): ReadonlyArray<Link> => [...links].filter((link) => conversationId === undefined || link.conversationId === conversationId)

  const put = (link: Link, frame: string): void => {
    if (link.silencedBy.size === 0 && link.socket.readyState === WebSocket.OPEN) link.socket.send(frame)
  }

  const putAll = (conversationId: string, frame: string): void => aimed(conversationId).forEach((link) => put(link, frame))

  const add = (conversationId: string, socket: WebSocket, words: LinkWords): void => {
    const beat = (): void => {
      if (words.heartbeat) put(link, words.heartbeat())
    }
    const link: Link = { conversationId, socket, words, silencedBy: new Set(), stopBeat: words.heartbeat ? timers.every(heartbeat, beat) : () => undefined }
    links.add(link)
    // ws reports a broken peer here and closes afterwards: the close is what counts.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      link.stopBeat()
      if (links.delete(link)) counted(link.conversationId, aimed(link.conversationId).length)
    })
    beat()
    counted(conversationId, aimed(conversationId).length)
  }

  /** To every stream of the conversation; duplicated or overtaken if a fault says so. */
  const broadcast = (conversationId: string, frame: string): void => {
    const overtaken = held.get(conversationId)
    if (overtaken === undefined && box.take('reorder', conversationId)) {
      held.set(conversationId, frame)
      return
    }
    held.delete(conversationId)
    for (const next of overtaken === undefined ? [frame] : [frame, overtaken]) {
      putAll(conversationId, next)
      if (box.take('duplicate', conversationId)) putAll(conversationId, next)
    }
  }

  const close = (link: Link, code: number, reason: string): void => {
    if (link.silencedBy.size > 0) link.closing = { code, reason }
    else link.socket.close(code, reason)
  }

  const speakAgain = (faultId: string): void => {
    for (const link of links) {
      if (!link.silencedBy.delete(faultId) || link.silencedBy.size > 0) continue
      link.socket.resume()
      if (link.closing) link.socket.close(link.closing.code, link.closing.reason)
    }
  }
  box.onEnd(speakAgain)

  /** What a fault does to streams at the moment it is ordered. */
  const strike = (fault: Fault, faultId: string): void => {
    for (const link of aimed(fault.conversationId)) {
      if (fault.kind === 'drop') {
        if (fault.code === undefined) link.socket.terminate()
        else link.socket.close(fault.code)
      }
      if (fault.kind === 'silence') {
        link.silencedBy.add(faultId)
        link.socket.pause()
      }
      if (fault.kind === 'poison') for (const what of fault.what ?? []) put(link, link.words.poison(what))
    }
  }

  /** The streams, or only this one, go on as another conversation's: a session can have several, one after another. */
  const move = (from: string, to: string, socket?: WebSocket): void => {
    for (const link of aimed(from)) if (socket === undefined || link.socket === socket) link.conversationId = to
    counted(from, aimed(from).length)
    counted(to, aimed(to).length)
  }

  return {
    add, broadcast, strike, move,
    closeAll: (conversationId: string, code: number, reason: string): void => {
      const overtaken = held.get(conversationId)
      held.delete(conversationId)
      if (overtaken !== undefined) putAll(conversationId, overtaken)
      aimed(conversationId).forEach((link) => close(link, code, reason))
    },
    /** New streams are being rejected. */
    refused: (conversationId: string): boolean =>
      box.list().some(({ fault }) => fault.kind === 'refuse' && (fault.conversationId === undefined || fault.conversationId === conversationId)),
    terminateAll: (): void => {
      for (const link of links) {
        link.stopBeat()
        link.socket.terminate()
      }
      held.clear()
    }
  }
}
