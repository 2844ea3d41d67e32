/** A TCP proxy that misbehaves on request: it cuts connections, swallows what is sent over them, holds it back, or is not there at all. */
import { connect, createServer } from 'node:net'

/**
 * @typedef {object} Proxy
 * @property {string} host where it listens: name and port
 * @property {() => void} cut resets every connection there is
 * @property {() => void} cutStreams resets those that carry streams, and no request that is being answered
 * @property {() => void} swallow from now on nothing gets through, nothing is closed, and new connections hear nothing
 * @property {() => void} mute what the server says is lost from now on, while it hears everything
 * @property {(late: { ms: () => number, streams: boolean }) => void} delay what the server says is held back for so long, in its order; `streams`: on streams only
 * @property {() => void} punctual what the server says gets through at once again, behind what is still held back
 * @property {() => void} release what was swallowed is lost, with its connections; new ones get through again
 * @property {() => Promise<void>} refuse nobody listens any more, and every connection is reset
 * @property {() => Promise<void>} accept it listens again, at the same port
 * @property {() => Promise<void>} close
 */

const NONE = { ms: () => 0, streams: false }

/**
 * @param {{ target: number, port: number }} given `target`: the port behind it; both on the loopback interface
 * @returns {Promise<Proxy>}
 */
export const createProxy = async ({ target, port }) => {
  /** Both ends of each connection. @type {Set<import('node:net').Socket>} */
  const sockets = new Set()
  /** Those of them that carry streams. @type {Set<import('node:net').Socket>} */
  const streams = new Set()
  let isSwallowing = false
  let isMute = false
  let late = NONE

  const keep = (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // What a cut connection complains of is what was ordered.
    socket.on('error', () => socket.destroy())
  }

  /** Passes on what one end says to the other, and that it has closed. `lateness`: ms that it is held back just now. */
  const pass = (from, to, { isHeard, lateness }) => {
    /** When the latest of what is held back gets through: nothing overtakes it. */
    let clearAt = 0
    const inTurn = (act) => {
      clearAt = Math.max(clearAt, Date.now() + lateness())
      const wait = clearAt - Date.now()
      if (wait <= 0) act()
      else setTimeout(act, wait)
    }
    from.on('data', (bytes) => {
      if (isSwallowing || !isHeard()) return
      inTurn(() => {
        if (!to.destroyed) to.write(bytes)
      })
    })
    from.on('end', () => {
      if (!isSwallowing) inTurn(() => to.end())
    })
    from.on('close', () => {
      if (!isSwallowing) inTurn(() => to.destroySoon())
    })
  }

  const server = createServer({ noDelay: true }, (client) => {
    keep(client)
    if (isSwallowing) return client.resume()
    const behind = connect({ port: target, host: '127.0.0.1', noDelay: true })
    keep(behind)
    // An idle connection of a browser may become one at any later request.
    client.on('data', (bytes) => {
      if (!streams.has(client) && /^upgrade: websocket/im.test(bytes.toString('latin1'))) streams.add(client)
    })
    client.on('close', () => streams.delete(client))
    pass(client, behind, { isHeard: () => true, lateness: () => 0 })
    pass(behind, client, { isHeard: () => !isMute, lateness: () => (!late.streams || streams.has(client) ? late.ms() : 0) })
    return undefined
  })

  const cut = () => sockets.forEach((socket) => socket.resetAndDestroy())
  const accept = () =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => resolve(undefined))
    })
  const refuse = async () => {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    cut()
    await closed
  }

  await accept()
  return {
    host: `127.0.0.1:${port}`,
    cut,
    cutStreams: () => streams.forEach((socket) => socket.resetAndDestroy()),
    swallow: () => {
      isSwallowing = true
    },
    mute: () => {
      isMute = true
    },
    delay: (given) => {
      late = given
    },
    punctual: () => {
      late = NONE
    },
    release: () => {
      cut()
      isSwallowing = false
      isMute = false
    },
    refuse,
    accept,
    close: refuse
  }
}
