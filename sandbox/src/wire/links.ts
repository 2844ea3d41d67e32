/** The customers' open streams, of every back end, and what the faults do to them. */
import { WebSocket } from 'ws'
import type { Cancel, Timers } from '../Clock.js'
import type { FullFault, Poison } from '../faults/Fault.js'
import type { FaultBox } from '../faults/faultBox.js'
import type { StateKeeper } from '../state/stateFile.js'

/** The frames that streams themselves send, in a back end's manner. */
export interface LinkWords {
  /** Sent on opening and at each beat; a back end without heartbeats leaves it out. */
  readonly heartbeat?: () => string
  /** Malformed frames. */
  readonly poison: (what: Poison) => string
}

interface Link {
  conversationId: string
  readonly socket: WebSocket
  readonly words: LinkWords
  /** Ids of the faults that silence it. */
  readonly silencedBy: Set<string>
  stopBeat: Cancel
  /** A close that a silence holds back. */
  closing?: Closing
}

interface Closing {
  readonly code: number
  readonly reason: string
}

/** What streams are made of. */
export interface LinksParts {
  readonly timers: Timers
  readonly box: FaultBox
  /** ms between two heartbeats. */
  readonly heartbeat: number
  readonly keeper: StateKeeper
  /** Told how many streams a conversation has now. */
  readonly counted: (conversationId: string, streams: number) => void
}

/** The streams that are open. */
export type Links = ReturnType<typeof createLinks>

/** No stream yet. */
export const createLinks = ({ timers, box, heartbeat, keeper, counted }: LinksParts) => {
  const links = new Set<Link>()
  /** Per conversation, the frame that waits to be overtaken. */
  const held = new Map<string, string>()

  const linksOf = (conversationId: string): ReadonlyArray<Link> => [...links].filter((link) => link.conversationId === conversationId)

  const count = (conversationId: string): void => counted(conversationId, linksOf(conversationId).length)

  const put = (link: Link, frame: string): void => {
    if (link.silencedBy.size > 0 || link.socket.readyState !== WebSocket.OPEN) return
    keeper.flush()
    link.socket.send(frame)
  }

  const putAll = (conversationId: string, frame: string): void => linksOf(conversationId).forEach((link) => put(link, frame))

  /** From now on the socket hears what is broadcast in this conversation. */
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
      if (links.delete(link)) count(link.conversationId)
    })
    beat()
    count(conversationId)
  }

  /** To one stream of a conversation; duplicated or overtaken if a fault says so. A socket that is no stream is told at once. */
  const sendTo = (socket: WebSocket, frame: string): void => {
    const link = [...links].find((held) => held.socket === socket)
    if (link === undefined) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame)
      return
    }
    spread(link.conversationId, frame, (next) => put(link, next))
  }

  /** To every stream of the conversation; duplicated or overtaken if a fault says so. */
  const broadcast = (conversationId: string, frame: string): void => spread(conversationId, frame, (next) => putAll(conversationId, next))

  const spread = (conversationId: string, frame: string, tell: (next: string) => void): void => {
    const overtaken = held.get(conversationId)
    if (overtaken === undefined && box.take('reorder', { conversationId })) {
      held.set(conversationId, frame)
      return
    }
    held.delete(conversationId)
    for (const next of overtaken === undefined ? [frame] : [frame, overtaken]) {
      tell(next)
      if (box.take('duplicate', { conversationId })) tell(next)
    }
  }

  const close = (link: Link, closing: Closing): void => {
    if (link.silencedBy.size > 0) link.closing = closing
    else link.socket.close(closing.code, closing.reason)
  }

  const speakAgain = (faultId: string): void => {
    for (const link of links) {
      if (!link.silencedBy.delete(faultId) || link.silencedBy.size > 0) continue
      link.socket.resume()
      if (link.closing) link.socket.close(link.closing.code, link.closing.reason)
    }
  }
  box.onEnd(speakAgain)

  const strikeOne = (link: Link, fault: FullFault, faultId: string): void => {
    switch (fault.kind) {
      case 'drop':
        if (fault.code === undefined) link.socket.terminate()
        else link.socket.close(fault.code)
        return
      case 'silence':
        link.silencedBy.add(faultId)
        link.socket.pause()
        return
      case 'poison':
        for (const what of fault.what) put(link, link.words.poison(what))
        return
      case 'refuse':
      case 'duplicate':
      case 'reorder':
      case 'status':
      case 'slow':
      case 'cut':
      case 'body':
      case 'offline':
      case 'index':
        return
    }
  }

  /** What a fault does to streams at the moment it is ordered. */
  const strike = (fault: FullFault, faultId: string): void => {
    const aimed = fault.conversationId === undefined ? [...links] : linksOf(fault.conversationId)
    for (const link of aimed) strikeOne(link, fault, faultId)
  }

  /** The streams, or only this one, go on as another conversation's: a session can have several, one after another. */
  const move = (from: string, to: string, socket?: WebSocket): void => {
    for (const link of linksOf(from)) {
      if (socket === undefined || link.socket === socket) link.conversationId = to
    }
    count(from)
    count(to)
  }

  return {
    add, broadcast, sendTo, strike, move,
    /** Closes every stream of the conversation, after the frame that still waits to be overtaken. */
    closeAll: (conversationId: string, code: number, reason: string): void => {
      const overtaken = held.get(conversationId)
      held.delete(conversationId)
      if (overtaken !== undefined) putAll(conversationId, overtaken)
      for (const link of linksOf(conversationId)) close(link, { code, reason })
    },
    /** New streams are being rejected. Where the conversation is not known yet, only a fault for all counts. */
    refused: (conversationId?: string): boolean => box.refuses(conversationId === undefined ? {} : { conversationId }, { http: false }),
    /** Cuts every stream off. */
    terminateAll: (): void => {
      for (const link of links) {
        link.stopBeat()
        link.socket.terminate()
      }
      held.clear()
    }
  }
}
