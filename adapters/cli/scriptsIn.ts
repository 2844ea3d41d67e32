/** Finds the scripts of a file: a page has several, anything else is one itself. */
import type { ScriptText } from './Script'

/** Comments, so that scripts in them do not count, and scripts with their attributes. */
const COMMENT_OR_SCRIPT = /<!--[\s\S]*?-->|(?<tag><script\b(?<attributes>[^>]*)>)(?<script>[\s\S]*?)<\/script\s*>/gi

/** The attribute `type`, and no other that ends so. */
const TYPE = /(?:^|\s)type\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"'>]+))/i

/** What a browser runs: nothing said, a module, and the names that JavaScript has had. Source: HTML standard, "prepare the script element"; WHATWG MIME Sniffing, "JavaScript MIME type". */
const RUNS = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:jscript|livescript|javascript1\.[0-5]))$/i

/** A block that the browser does not run holds data. */
const isRun = (attributes: string): boolean => {
  const { double, single, bare } = TYPE.exec(attributes)?.groups ?? {}
  const [type = ''] = (double ?? single ?? bare ?? '').split(';')
  return RUNS.test(type.trim())
}

/** A page, or the part of one that a template makes: its first lines may be a template's. */
export const isPage = (text: string): boolean => /^\s*</.test(text) || /^[^\S\n]*<script\b/im.test(text)

const linesIn = (text: string): number => text.split('\n').length - 1

/** A file of a site. */
export interface File {
  /** As it was given on the command line. */
  readonly name: string
  readonly text: string
}

/** Those that a browser would run, in their order. */
export const scriptsIn = ({ name, text: given }: File): ReadonlyArray<ScriptText> => {
  const text = given.replace(/^\ufeff/, '')
  if (!isPage(text)) return [{ file: name, text, linesBefore: 0 }]
  return [...text.matchAll(COMMENT_OR_SCRIPT)].flatMap(({ groups = {}, index }) => {
    const { tag = '', attributes = '', script } = groups
    if (script === undefined || !isRun(attributes)) return []
    return [{ file: name, text: script, linesBefore: linesIn(text.slice(0, index + tag.length)) }]
  })
}

/** The addresses of scripts that a page loads: what they hold was not read. */
export const loadedBy = ({ text }: File): ReadonlyArray<string> => {
  if (!isPage(text)) return []
  return [...text.matchAll(COMMENT_OR_SCRIPT)].flatMap(({ groups = {} }) => /\bsrc\s*=\s*["']?([^"'\s>]+)/i.exec(groups['attributes'] ?? '')?.[1] ?? [])
}
