/** Prints a configuration as the script that a page would hold. */
import { isFields, Source } from './Configuration'
import type { Fields, Value } from './Configuration'

/** In single quotes, with the escapes of JSON. */
const quoted = (text: string): string => {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped}'`
}

const printName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))

/** `name: value`; what stands for a whole property, such as `...base` or `name() {}`, as it is written. */
const printField = (name: string, value: Value, indent: string): string =>
  value instanceof Source && value.facts.kind === 'property' ? value.text : `${printName(name)}: ${printValue(value, indent)}`

const printFields = (fields: Fields, indent: string): string => {
  const deeper = `${indent}  `
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => deeper + printField(name, value, deeper))
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`
}

/** JavaScript of two spaces per level. `indent`: the spaces before the line on which the value begins. */
export const printValue = (value: Value, indent = ''): string => {
  if (value instanceof Source) return value.text
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map((item) => printValue(item, indent)).join(', ')}]`
  if (isFields(value)) return printFields(value, indent)
  return String(value)
}
