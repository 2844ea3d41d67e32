/** A TCP proxy that misbehaves on request: it cuts connections, swallows what is sent over them, or is not there at all. */
import { connect, createServer } from 'node:net'

/**
 * @typedef {object} Proxy
 * @property {string} host where it listens: name and port
 * @property {() => void} cut resets every connection there is
 * @property {() => void} swallow from now on nothing gets through, nothing is closed, and new connections hear nothing
 * @property {() => void} mute what the server says is lost from now on, while it hears everything
 * @property {() => void} release what was swallowed is lost, with its connections; new ones get through again
 * @property {() => Promise<void>} refuse nobody listens any more, and every connection is reset
 * @property {() => Promise<void>} accept it listens again, at the same port
 * @property {() => Promise<void>} close
 */

/**
 * @param {number} target the port behind it, on the loopback interface
 * @returns {Promise<Proxy>}
 */
export const createProxy = async (target) => {
  /** Both ends of each connection. @type {Set<import('node:net').Socket>} */
  const sockets = new Set()
  let isSwallowing = false
  let isMute = false
  let port = 0

  const keep = (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // What a cut connection complains of is what was ordered.
    socket.on('error', () => socket.destroy())
  }

  /** Passes on what one end says to the other, and that it has closed. */
  const pass = (from, to, isHeard) => {
    from.on('data', (bytes) => {
      if (!isSwallowing && isHeard()) to.write(bytes)
    })
    from.on('end', () => {
      if (!isSwallowing) to.end()
    })
    from.on('close', () => {
      if (!isSwallowing) to.destroySoon()
    })
  }

  const server = createServer({ noDelay: true }, (client) => {
    keep(client)
    if (isSwallowing) return client.resume()
    const behind = connect({ port: target, host: '127.0.0.1', noDelay: true })
    keep(behind)
    pass(client, behind, () => true)
    pass(behind, client, () => !isMute)
    return undefined
  })

  const cut = () => sockets.forEach((socket) => socket.resetAndDestroy())
  const accept = async () => {
    await new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => resolve(undefined))
    })
    port = server.address().port
  }
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
    swallow: () => {
      isSwallowing = true
    },
    mute: () => {
      isMute = true
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
