/** The desk's socket: comes back by itself, and says so. */
import type { DeskFrame } from '../../src/desk/DeskFrame.js'

/** ms before the first attempt to come back; each next one waits twice as long. */
const firstWait = 500

/** ms. */
const longestWait = 5_000

/** Connects, and again whenever the connection is lost. `connected` hears of both. */
export const connect = (heard: (frame: DeskFrame) => void, connected: (is: boolean) => void): void => {
  let wait = firstWait
  const open = (): void => {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sandbox/desk`)
    socket.addEventListener('open', () => {
      wait = firstWait
      connected(true)
    })
    socket.addEventListener('message', ({ data }) => {
      // Our own server writes these frames.
      heard(JSON.parse(String(data)) as DeskFrame)
    })
    socket.addEventListener('close', () => {
      connected(false)
      setTimeout(open, wait)
      wait = Math.min(wait * 2, longestWait)
    })
  }
  open()
}
