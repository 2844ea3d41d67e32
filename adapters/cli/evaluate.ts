/** Turns an expression of a script into the value that it writes down, without running any of it. */
import type { AnyNode, ObjectExpression } from 'acorn'
import { Source } from './Configuration'
import type { Value } from './Configuration'

/** The name by which a property is written: `name`, `'name'`, `['name']`. `undefined` for one that is computed. */
export const nameOf = (property: AnyNode, computed: boolean): string | undefined => {
  if (property.type === 'Literal') return String(property.value)
  if (property.type === 'Identifier' && !computed) return property.name
  return undefined
}

/** What is written down is a value; what would have to be run stays as it is written. */
export const evaluate = (node: AnyNode, script: string): Value => {
  const asWritten = new Source(script.slice(node.start, node.end))
  switch (node.type) {
    case 'Literal': {
      const { value } = node
      if (typeof value === 'object' && value !== null) return asWritten // a regular expression
      return typeof value === 'bigint' ? asWritten : value
    }
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? '') : asWritten
    case 'UnaryExpression': {
      const value = evaluate(node.argument, script)
      if (typeof value !== 'number') return asWritten
      if (node.operator === '-') return -value
      if (node.operator === '!') return !value // minimizers write `!0` for true, and `!1` for false
      return asWritten
    }
    case 'ArrayExpression':
      return node.elements.map((element) => (element === null ? undefined : evaluate(element, script)))
    case 'ObjectExpression':
      return evaluateObject(node, script) ?? asWritten
    default:
      return asWritten
  }
}

/** `undefined` when a property has a computed name, or is a method, a getter or a setter. */
const evaluateObject = ({ properties }: ObjectExpression, script: string): Value => {
  const fields: Record<string, Value> = Object.create(null) // `__proto__` is a field like others
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      const text = script.slice(property.start, property.end)
      fields[text] = new Source(text)
      continue
    }
    const name = nameOf(property.key, property.computed)
    if (name === undefined || property.method || property.kind !== 'init') return undefined
    fields[name] = evaluate(property.value, script)
  }
  return fields
}
