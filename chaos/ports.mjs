/** Ports of a cell's own. A port that the system hands out may be somebody else's a moment after it was closed, and a cell closes and opens its own. */
import { createServer } from 'node:net'

/** Below those that the system hands out for outgoing connections. */
const LOWEST = 10_000
const HIGHEST = 30_000
/** How many a cell gets. */
const SIZE = 4

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** Hands out blocks of free ports, no block twice. `start`: so that two runs at once begin at different places. */
export const createPorts = (start = process.pid) => {
  const blocks = Math.floor((HIGHEST - LOWEST) / SIZE)
  let next = (start * 25) % blocks
  return async () => {
    for (let tries = 0; tries < blocks; tries += 1) {
      const first = LOWEST + (next % blocks) * SIZE
      next += 1
      const ports = Array.from({ length: SIZE }, (_, i) => first + i)
      const free = await Promise.all(ports.map(isFree))
      if (free.every((one) => one)) return { sandbox: first, proxy: first + 1, site: first + 2 }
    }
    throw new Error(`No free ports from ${LOWEST} to ${HIGHEST}`)
  }
}
