/** Reads a site's `_genesys.widgets` configuration out of a script, a page or JSON, without running any of it. */
import { parse, parseExpressionAt } from 'acorn'
import type { AnyNode, Expression, Program } from 'acorn'
import type { Either } from '../../lib'

/** An expression that only the page can evaluate: kept as it is written. */
export class Source {
  constructor(readonly text: string) {}
}

/** What a configuration can hold. */
export type Value = string | number | boolean | null | undefined | Source | ReadonlyArray<Value> | Fields
export interface Fields {
  readonly [key: string]: Value
}

export const isFields = (value: Value): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Source)

const keyOf = (node: AnyNode, computed: boolean): string | undefined =>
  node.type === 'Literal' ? String(node.value) : node.type === 'Identifier' && !computed ? node.name : undefined

const evaluate = (node: AnyNode, script: string): Value => {
  const source = () => new Source(script.slice(node.start, node.end))
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean' || node.value === null
        ? node.value
        : source()
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? '') : source()
    case 'UnaryExpression': {
      const value = evaluate(node.argument, script)
      return node.operator === '-' && typeof value === 'number' ? -value : node.operator === '!' && typeof value === 'number' ? !value : source()
    }
    case 'ArrayExpression':
      return node.elements.map((element) => (element ? evaluate(element, script) : undefined))
    case 'ObjectExpression': {
      const fields: Record<string, Value> = Object.create(null)
      for (const property of node.properties) {
        if (property.type === 'SpreadElement') {
          const text = script.slice(property.start, property.end)
          fields[text] = new Source(text)
          continue
        }
        const key = property.kind === 'init' ? keyOf(property.key, property.computed) : undefined
        if (key === undefined || property.method) return source()
        fields[key] = evaluate(property.value, script)
      }
      return fields
    }
    default:
      return source()
  }
}

/** `window._genesys.widgets.webchat` → `['webchat']`; anything else is no part of the configuration. */
const pathOf = (node: AnyNode): ReadonlyArray<string> | undefined => {
  const steps: string[] = []
  let at = node
  while (at.type === 'MemberExpression') {
    const key = keyOf(at.property, at.computed)
    if (key === undefined) return undefined
    steps.unshift(key)
    at = at.object
  }
  if (at.type === 'Identifier') steps.unshift(at.name)
  const start = steps.indexOf('_genesys')
  if (start < 0) return undefined
  return steps.slice(start + 1)
}

/** Every assignment in the script, however deep. */
const assignments = function* (node: unknown): Generator<{ left: AnyNode; right: Expression }> {
  if (Array.isArray(node)) for (const item of node) yield* assignments(item)
  else if (typeof node === 'object' && node !== null) {
    const candidate = node as AnyNode // acorn's tree: nodes, arrays of nodes and plain values
    if (candidate.type === 'AssignmentExpression') yield { left: candidate.left, right: candidate.right }
    for (const value of Object.values(node)) yield* assignments(value)
  }
}

const place = (into: Fields, [key, ...rest]: ReadonlyArray<string>, value: Value): Fields => {
  if (key === undefined) return isFields(value) ? { ...into, ...value } : into
  if (rest.length === 0) return { ...into, [key]: value }
  const inner = into[key]
  return { ...into, [key]: place(isFields(inner) ? inner : {}, rest, value) }
}

const fromProgram = (program: Program, script: string): Fields => {
  let root: Fields = {}
  for (const { left, right } of assignments(program)) {
    const path = pathOf(left)
    if (path) root = place(root, path, evaluate(right, script))
  }
  return isFields(root['widgets']) ? root['widgets'] : {}
}

const scriptsOf = (text: string): ReadonlyArray<string> =>
  /^\s*</.test(text)
    ? [...text.matchAll(/<!--[\s\S]*?-->|<script\b([^>]*)>([\s\S]*?)<\/script>/gi)].flatMap(([, attributes, script]) =>
        script === undefined || /\btype\s*=\s*(?!["']?(?:text\/javascript|module))/i.test(attributes ?? '') ? [] : [script]
      )
    : [text]

/** What stands in an object: the whole `widgets` section, a `_genesys` one, or only `webchat`. */
const widgetsOf = (given: Fields): Fields => {
  const outer = isFields(given['_genesys']) ? given['_genesys'] : given
  if (isFields(outer['widgets'])) return outer['widgets']
  return 'transport' in outer || 'dataURL' in outer ? { webchat: outer } : outer
}

const programOf = (script: string): Program => {
  const read = (sourceType: 'script' | 'module') => parse(script, { ecmaVersion: 'latest', sourceType, allowHashBang: true })
  try {
    return read('script')
  } catch (error) {
    if (!/^\s*(import|export)\b/m.test(script)) throw error
    return read('module')
  }
}

const readScript = (script: string): Fields => {
  try {
    const expression = parseExpressionAt(script, 0, { ecmaVersion: 'latest' })
    const value = expression.type === 'ObjectExpression' ? evaluate(expression, script) : undefined
    if (value !== undefined && isFields(value)) return widgetsOf(value)
  } catch {
    // Not an object by itself: a script.
  }
  return fromProgram(programOf(script), script)
}

/** The `widgets` section. `Left`: what is wrong with the text. */
export const readConfiguration = (text: string): Either<string, Fields> => {
  try {
    const widgets = scriptsOf(text).map(readScript).reduce<Fields>((all, found) => ({ ...all, ...found }), {})
    return Object.keys(widgets).length > 0 ? { _tag: 'Right', right: widgets } : { _tag: 'Left', left: 'no _genesys.widgets configuration found: expected an assignment to window._genesys.widgets, or an object.' }
  } catch (error) {
    return { _tag: 'Left', left: `expected JavaScript, JSON or HTML: ${error instanceof Error ? error.message : 'it cannot be parsed'}` }
  }
}
