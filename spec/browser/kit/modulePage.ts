/** A page that loads modules of this repository, as tsc made them, with the libraries that they import. Needs `npm run build`. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export interface ModulePage {
  /** The address of the page at `host`: a name that the browser of the spec resolves to loopback. */
  readonly at: (host: string) => string
  readonly close: () => Promise<void>
}

const root = join(__dirname, '../../..')

/** Where the libraries have their ES modules. */
const IMPORTS = {
  rxjs: '/node_modules/rxjs/dist/esm/index.js',
  tslib: '/node_modules/tslib/tslib.es6.mjs',
  'js-cookie': '/node_modules/js-cookie/dist/js.cookie.mjs',
  filenamify: '/node_modules/filenamify/filenamify.js',
  'filename-reserved-regex': '/node_modules/filename-reserved-regex/index.js',
  uuid: '/node_modules/uuid/dist/index.js',
  'io-ts': '/node_modules/io-ts/es6/index.js',
  'fp-ts/': '/node_modules/fp-ts/es6/',
  'fp-ts/es6/': '/node_modules/fp-ts/es6/'
}

const htmlOf = (modules: ReadonlyArray<string>): string => `<!doctype html><meta charset="utf-8">
<script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module">window.modules = Object.assign({}, ...await Promise.all(${JSON.stringify(modules)}.map((path) => import('/build/' + path))))</script>`

/** Imports leave out endings and the names of index files. */
const moduleAt = (path: string): string | undefined => [path, `${path}.js`, `${path}/index.js`].map((file) => join(root, file)).find((file) => existsSync(file) && statSync(file).isFile())

/** `modules`: paths from the root of the repository, without an ending. What they export is in `window.modules`. */
export const openModulePage = async (modules: ReadonlyArray<string>): Promise<ModulePage> => {
  const server = createServer(({ url = '' }, response) => {
    const file = moduleAt(url)
    if (url === '/') response.setHeader('content-type', 'text/html').end(htmlOf(modules))
    else if (file === undefined) response.writeHead(404).end()
    else response.setHeader('content-type', 'text/javascript').end(readFileSync(file))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    at: (host) => `http://${host}:${port}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      })
  }
}
