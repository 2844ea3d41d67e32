/** What operators make of values that are known, as the language does it. `undefined` in place of a result: not known. */
import { Source } from './Configuration'
import type { Value } from './Configuration'

type Primitive = string | number | boolean

interface Folded {
  readonly value: Value
}

const isPrimitive = (value: Value): value is Primitive => ['string', 'number', 'boolean'].includes(typeof value)

/** Whether it counts as true; `undefined`: only the page knows. */
export const truthOf = (value: Value): boolean | undefined => (value instanceof Source ? undefined : Boolean(value))

/** `!1`, `-1`, `void 0`. */
export const foldUnary = (operator: string, value: Value): Folded | undefined => {
  const truth = truthOf(value)
  if (operator === 'void') return { value: undefined }
  if (operator === '!' && truth !== undefined) return { value: !truth } // minimizers write `!0` for true, and `!1` for false
  if (operator === '-' && typeof value === 'number') return { value: -value }
  if (operator === '+' && isPrimitive(value)) return { value: Number(value) }
  return undefined
}

/** Texts and numbers that are put together, compared or calculated with. */
export const foldBinary = (operator: string, left: Value, right: Value): Folded | undefined => {
  if (!isPrimitive(left) || !isPrimitive(right)) return undefined
  if (operator === '===' || operator === '!==') return { value: (left === right) === (operator === '===') }
  if (operator === '+') {
    const areNumbers = typeof left === 'number' && typeof right === 'number'
    return { value: areNumbers ? left + right : `${left}${right}` }
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  switch (operator) {
    case '-':
      return { value: left - right }
    case '*':
      return { value: left * right }
    case '/':
      return { value: left / right }
    default:
      return undefined
  }
}

/** `parts`: one more than `values`. */
export const foldTemplate = (parts: ReadonlyArray<string>, values: ReadonlyArray<Value>): Folded | undefined => {
  if (!values.every(isPrimitive)) return undefined
  return { value: parts.map((part, index) => part + String(values[index] ?? '')).join('') }
}

/** `['a', 'b'].join('')`. */
export const foldJoin = (items: ReadonlyArray<Value>, separator: Value): Folded | undefined => {
  if (!items.every(isPrimitive) || typeof separator !== 'string') return undefined
  return { value: items.join(separator) }
}
