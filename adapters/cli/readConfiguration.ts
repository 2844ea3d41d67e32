/** Reads a site's `_genesys.widgets` configuration out of a script, a page or JSON, without running any of it. */
import { parse, parseExpressionAt } from 'acorn'
import type { AnyNode, Program } from 'acorn'
import { simple } from 'acorn-walk'
import { left, right } from 'fp-ts/Either'
import type { Either } from '../../lib'
import { fieldsOf, isFields } from './Configuration'
import type { Fields, Value } from './Configuration'
import { evaluate, nameOf } from './evaluate'

/** `window._genesys.widgets.webchat` → `['widgets', 'webchat']`. `undefined` for what is no part of `_genesys`. */
const pathOf = (target: AnyNode): ReadonlyArray<string> | undefined => {
  const steps: string[] = []
  let node = target
  while (node.type === 'MemberExpression') {
    const name = nameOf(node.property, node.computed)
    if (name === undefined) return undefined
    steps.unshift(name)
    node = node.object
  }
  if (node.type === 'Identifier') steps.unshift(node.name)
  const start = steps.indexOf('_genesys')
  return start < 0 ? undefined : steps.slice(start + 1)
}

/** Something gets a value: by an assignment, or where a variable is declared. */
interface Giving {
  readonly start: number
  readonly to: AnyNode
  readonly value: AnyNode
}

/** Whatever gets a value in the script, however deep, in the order in which it begins. */
const givingsIn = (program: Program): ReadonlyArray<Giving> => {
  const found: Giving[] = []
  simple(program, {
    AssignmentExpression: ({ start, left, right: value }) => {
      found.push({ start, to: left, value })
    },
    VariableDeclarator: ({ start, id, init }) => {
      if (init) found.push({ start, to: id, value: init })
    }
  })
  return found.sort((one, other) => one.start - other.start)
}

/** `into` with `value` at `path`. What has fields is merged at the root, and replaces what was there below it. */
const place = (into: Fields, [name, ...rest]: ReadonlyArray<string>, value: Value): Fields => {
  if (name === undefined) return { ...into, ...fieldsOf(value) }
  if (rest.length === 0) return { ...into, [name]: value }
  return { ...into, [name]: place(fieldsOf(into[name]), rest, value) }
}

const widgetsInProgram = (program: Program, script: string): Fields => {
  let genesys: Fields = {}
  for (const { to, value } of givingsIn(program)) {
    const path = pathOf(to)
    if (path !== undefined) genesys = place(genesys, path, evaluate(value, script))
  }
  return fieldsOf(genesys['widgets'])
}

/** What stands in an object by itself: the whole `widgets` section, one around it, or only `webchat`. */
const widgetsInObject = (given: Fields): Fields => {
  const outer = isFields(given['_genesys']) ? given['_genesys'] : given
  if (isFields(outer['widgets'])) return outer['widgets']
  const isWebchat = 'transport' in outer || 'dataURL' in outer
  return isWebchat ? { webchat: outer } : outer
}

/** Comments, so that scripts in them do not count, and scripts with their attributes. */
const COMMENT_OR_SCRIPT = /<!--[\s\S]*?-->|<script\b(?<attributes>[^>]*)>(?<script>[\s\S]*?)<\/script>/gi

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

/** The scripts of a page; anything that does not begin as a page is a script itself. */
const scriptsIn = (text: string): ReadonlyArray<string> => {
  const isPage = /^\s*</.test(text)
  if (!isPage) return [text]
  return [...text.matchAll(COMMENT_OR_SCRIPT)].flatMap(({ groups = {} }) => {
    const { attributes = '', script } = groups
    return script === undefined || !isRun(attributes) ? [] : [script]
  })
}

/** Throws a `SyntaxError` for what is no JavaScript. */
const programOf = (script: string): Program => {
  const parsed = (sourceType: 'script' | 'module') => parse(script, { ecmaVersion: 'latest', sourceType, allowHashBang: true })
  try {
    return parsed('script')
  } catch (error) {
    const isModule = /^\s*(import|export)\b/m.test(script)
    if (isModule) return parsed('module')
    throw error
  }
}

/** The object that a text begins with, as JSON does. `undefined` for a script. */
const objectIn = (script: string): Fields | undefined => {
  try {
    const expression = parseExpressionAt(script, 0, { ecmaVersion: 'latest' })
    const value = expression.type === 'ObjectExpression' ? evaluate(expression, script) : undefined
    return isFields(value) ? value : undefined
  } catch {
    return undefined // no expression: a script
  }
}

const widgetsIn = (script: string): Fields => {
  const object = objectIn(script)
  return object === undefined ? widgetsInProgram(programOf(script), script) : widgetsInObject(object)
}

/** The `widgets` section. `Left`: what is wrong with the text, and what was expected. */
export const readConfiguration = (text: string): Either<string, Fields> => {
  try {
    const widgets = scriptsIn(text).map(widgetsIn).reduce<Fields>((all, found) => ({ ...all, ...found }), {})
    if (Object.keys(widgets).length > 0) return right(widgets)
    return left('no _genesys.widgets configuration found: expected an assignment to window._genesys.widgets, or an object.')
  } catch (error) {
    return left(`expected JavaScript, JSON or HTML: ${error instanceof Error ? error.message : 'it cannot be parsed'}`)
  }
}
