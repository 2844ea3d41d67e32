/** The files that pages load. */
import { extname } from 'node:path'
import type { SetHeadersResponse } from '@fastify/static'
import serveFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** What pages are made of. Their sources lie in the same folders and are not among it. */
const served = ['.html', '.js', '.css', '.svg', '.png']

/** Plain names only: nothing that begins with a dot, nothing encoded, nothing that climbs out of a folder. */
const isPlain = (url: string): boolean => {
  const [path = ''] = url.split('?', 1)
  return path.slice(1).split('/').every((segment) => /^[\w-]+(\.[\w-]+)*$/.test(segment))
}

/** Browsers ask each time whether the file is still the same. */
const setHeaders = (response: SetHeadersResponse): void => {
  response.setHeader('cache-control', 'no-cache')
}

/** Makes `reply.sendFile` available, for files that have an address of their own. */
export const ownFiles = { serve: false, cacheControl: false, setHeaders } as const

/** Serves the files below these folders; the first that has it counts. */
export const assets = (roots: ReadonlyArray<string>) => async (app: FastifyInstance): Promise<void> => {
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/plain').send('There is no such file. If it is a script of a page, build the sandbox first.\n'))
  await app.register(serveFiles, {
    root: [...roots], decorateReply: false, index: false, redirect: false, dotfiles: 'ignore', cacheControl: false, setHeaders,
    allowedPath: (path, _root, { url }) => served.includes(extname(path)) && isPlain(url)
  })
}
