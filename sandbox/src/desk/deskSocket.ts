/** The desk's own socket: a snapshot on opening, then every change. Commands go over HTTP. */
import { WebSocket } from 'ws'
import { isOurs } from '../control/origin.js'
import type { FaultBox } from '../faults/faultBox.js'
import type { Switchboard } from '../model/switchboard.js'
import { view } from '../model/thread.js'
import type { Upgrade } from '../wire/upgrades.js'
import type { DeskFrame } from './DeskFrame.js'

/** Opens the desk's socket for pages of this server and for programs; pages of other sites are refused. */
export const createDeskSocket = (switchboard: Switchboard, box: FaultBox): Upgrade => {
  const sockets = new Set<WebSocket>()

  const send = (socket: WebSocket, frame: DeskFrame): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
  }
  const sendAll = (frame: DeskFrame): void => sockets.forEach((socket) => send(socket, frame))
  const snapshot = (): DeskFrame => ({ type: 'snapshot', conversations: switchboard.all().map(view), faults: box.list() })

  switchboard.listen((change) => sendAll(change.type === 'reset' ? snapshot() : { type: 'change', change }))
  box.onChange(() => sendAll({ type: 'faults', faults: box.list() }))

  return (request, path) => {
    if (path !== '/sandbox/desk') return undefined
    if (!isOurs(request)) return { accept: false, status: 403 }
    return {
      accept: true,
      opened: (socket) => {
        sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => sockets.delete(socket))
        send(socket, snapshot())
      }
    }
  }
}
