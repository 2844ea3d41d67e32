/** Finds a page's file by its address. Own code, since only plain names in two folders are ever asked for. */
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png'
}

export interface Asset {
  readonly type: string
  readonly content: Buffer
}

/** @param path below the roots; a segment that begins with a dot, or any other character than these, finds nothing. */
export const findAsset = async (roots: ReadonlyArray<string>, path: string): Promise<Asset | undefined> => {
  const type = types[extname(path)]
  if (type === undefined || !path.split('/').every((segment) => /^[\w-]+(\.[\w-]+)*$/.test(segment))) return undefined
  for (const root of roots) {
    try {
      return { type, content: await readFile(join(root, path)) }
    } catch {
      // Not in this root: the next one is asked.
    }
  }
  return undefined
}
