/** Prints a configuration as the script that a page would hold. */
import { isFields, Source } from './readConfiguration'
import type { Value } from './readConfiguration'

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))

const quoted = (text: string): string => `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`

export const printValue = (value: Value, indent = ''): string => {
  const deeper = `${indent}  `
  if (value instanceof Source) return value.text
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map((item) => printValue(item, indent)).join(', ')}]`
  if (!isFields(value)) return String(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return fields.length === 0 ? '{}' : `{\n${fields.map(([name, field]) => `${deeper}${field instanceof Source && field.text === name ? name : `${key(name)}: ${printValue(field, deeper)}`}`).join(',\n')}\n${indent}}`
}
