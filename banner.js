/** The first line of everything that is built: what this is, which version, under which licence, and where the licences of the rest are. */
import { readFileSync } from 'node:fs'

const { name, version, license } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

/** Minimizers keep a comment that begins with an exclamation mark. */
export const banner = `/*! ${name} ${version} | ${license} licence | libraries inside: see THIRD-PARTY-LICENSES.txt of the package */`
