/** Reads a site's `_genesys.widgets` configuration out of scripts, pages or JSON, without running any of it. */
import { left, right } from 'fp-ts/Either'
import type { Either } from '../../lib'
import { attempt } from '../guarded'
import { fieldsOf, isFields, Source, valuesIn } from './Configuration'
import type { Fields, Value } from './Configuration'
import { readFile } from './interpret'
import { newKnowledge, reaches } from './Knowledge'
import type { Knowledge, Offer } from './Knowledge'
import { parseScript } from './Script'
import type { Script, ScriptText } from './Script'
import { isPage, loadedBy, scriptsIn } from './scriptsIn'
import type { File } from './scriptsIn'

export type { File } from './scriptsIn'

/** A configuration, and how to write it where it was found. */
export interface Reading {
  /** The `widgets` section. */
  readonly widgets: Fields
  /** What stands before it in the file: `window._genesys.widgets = `, `export const webchat = `. */
  readonly head: string
  /** What stands after `head`, for a `widgets` section. */
  readonly shape: (widgets: Fields) => Value
  /** What a person has to know of how it was read, one sentence each. */
  readonly notes: ReadonlyArray<string>
}

/** A place in an object where the configuration is. */
interface Found {
  readonly widgets: Fields
  readonly shape: Reading['shape']
}

/** The whole `widgets` section, one around it, or only `webchat` or its `transport`; `undefined`: none of them. */
const foundIn = (given: Value): Found | undefined => {
  if (!isFields(given)) return undefined
  const { _genesys, widgets, webchat } = given
  if (isFields(_genesys) && isFields(_genesys['widgets'])) {
    return { widgets: _genesys['widgets'], shape: (migrated) => ({ ...given, _genesys: { ..._genesys, widgets: migrated } }) }
  }
  if (isFields(widgets)) return { widgets, shape: (migrated) => ({ ...given, widgets: migrated }) }
  if (webchat !== undefined) return { widgets: given, shape: (migrated) => migrated }
  if (typeof given['type'] === 'string' && typeof given['dataURL'] === 'string') {
    return { widgets: { webchat: { transport: given } }, shape: (migrated) => fieldsOf(migrated['webchat'])['transport'] }
  }
  const isWebchat = isFields(given['transport']) || typeof given['dataURL'] === 'string'
  return isWebchat ? { widgets: { webchat: given }, shape: (migrated) => migrated['webchat'] } : undefined
}

const PAGE_HEAD = 'window._genesys = window._genesys || {}\nwindow._genesys.widgets = '

const wholePage = (widgets: Fields): Found & { readonly head: string } => ({ widgets, shape: (migrated) => migrated, head: PAGE_HEAD })

/** What files offer without putting it into `_genesys` themselves: each with a configuration in it, and in no other of them. */
const offersIn = ({ globals, offers }: Knowledge): ReadonlyArray<Offer> => {
  const module = fieldsOf(globals['module'])
  const all = [
    ...offers,
    { head: 'module.exports = ', value: module['exports'] },
    ...Object.entries(globals).map(([name, value]) => ({ head: `window.${name} = `, value }))
  ]
  const possible = all.filter(({ value }) => foundIn(value) !== undefined)
  const isIn = (inner: Value, outer: Value): boolean => inner !== outer && isFields(inner) && reaches(outer, inner)
  const outermost = possible.filter(({ value }) => !possible.some((other) => isIn(value, other.value)))
  return outermost.filter(({ value }, index) => outermost.findIndex((other) => other.value === value) === index)
}

const chosen = (knowledge: Knowledge): Either<string, Found & { readonly head: string }> => {
  const genesys = fieldsOf(knowledge.globals['_genesys'])
  const widgets = genesys['widgets']
  if (isFields(widgets) && Object.keys(widgets).length > 0) return right(wholePage(widgets))
  if (widgets instanceof Source) return left(`_genesys.widgets is ${widgets.text}, which only the page can evaluate. Give the file that it comes from, too.`)
  const offers = offersIn(knowledge)
  const [offer] = offers
  if (offers.length > 1) return left(`several configurations found (${offers.map(({ head }) => head.replace(/ = $/, '').trim()).join(', ')}): expected one.`)
  const found = offer === undefined ? undefined : foundIn(offer.value)
  if (offer === undefined || found === undefined) return left('no _genesys.widgets configuration found: expected an assignment to window._genesys.widgets, or an object.')
  return right(offer.head === '' ? wholePage(found.widgets) : { ...found, head: offer.head }) // an object by itself is written as a page has it
}

/** What is to be said of objects and lists that are in the configuration. */
const remarksOn = (genesys: Value, { remarks }: Knowledge): ReadonlyArray<string> =>
  valuesIn(genesys).flatMap(([path, value]) => {
    const place = path.replace(/^widgets(\.|$)/, '') || 'widgets'
    const sentences = typeof value === 'object' && value !== null ? remarks.get(value) : undefined
    return (sentences ?? []).map((sentence) => `${place}: ${sentence}`)
  })

/** The object that a text is, as JSON is one; `undefined` for a script. */
const objectScript = (text: ScriptText): Script | undefined => {
  const isObject = /^\s*(\/\*[\s\S]*?\*\/\s*|\/\/.*\s*)*\{/.test(text.text)
  return isObject ? attempt(() => parseScript({ ...text, text: `(${text.text.trimEnd().replace(/;$/, '')})` })) : undefined
}

/** Throws a `SyntaxError` for a file that is neither JavaScript, TypeScript nor a page. */
const parseFile = (file: File, knowledge: Knowledge): ReadonlyArray<Script> =>
  scriptsIn(file).flatMap((text) => {
    const object = objectScript(text)
    if (object !== undefined) return [object]
    try {
      return [parseScript(text)]
    } catch (error) {
      if (!isPage(file.text)) throw error
      knowledge.notes.push(`${file.name}: the script in line ${text.linesBefore + 1} was not read: ${reasonOf(error)}.`)
      return []
    }
  })

/** The message of what was thrown, or `otherwise`. */
export const reasonOf = (error: unknown, otherwise = 'it cannot be parsed'): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : otherwise

const hintsFor = (files: ReadonlyArray<File>): string => {
  const loaded = files.flatMap(loadedBy)
  return loaded.length === 0 ? '' : ` The page loads ${loaded.join(', ')}: give those files, too.`
}

/** The configuration in these files, which are read one after another as a page loads them. `Left`: what is wrong, and what was expected. */
export const readConfiguration = (files: ReadonlyArray<File>): Either<string, Reading> => {
  const knowledge = newKnowledge()
  const scripts: Script[] = []
  for (const file of files) {
    try {
      const parsed = parseFile(file, knowledge)
      knowledge.unread.set(file.name, parsed)
      scripts.push(...parsed)
    } catch (error) {
      return left(`${file.name}: expected JavaScript, TypeScript, JSON or HTML: ${reasonOf(error)}`)
    }
  }
  try {
    for (const file of files) readFile(file.name, knowledge)
  } catch (error) {
    return left(`${files.map(({ name }) => name).join(', ')}: expected a script that can be followed: ${reasonOf(error)}`) // nested too deep
  }
  const found = chosen(knowledge)
  if (found._tag === 'Left') return left([`${files.map(({ name }) => name).join(', ')}: ${found.left}${hintsFor(files)}`, ...knowledge.notes].join('\n'))
  const others = Object.keys(fieldsOf(knowledge.globals['_genesys'])).filter((name) => name !== 'widgets')
  const { widgets, head, shape } = found.right
  return right({
    widgets,
    head,
    shape,
    notes: [
      ...knowledge.notes,
      ...remarksOn({ widgets }, knowledge),
      ...others.map((name) => `_genesys.${name}: not in the output, which is _genesys.widgets alone. Keep it.`),
      ...(scripts.some(({ hasComments }) => hasComments) ? ['Comments are not in the output, except those inside functions that were kept. Copy what you still need.'] : [])
    ]
  })
}
