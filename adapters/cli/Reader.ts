/** Where one is in a script while it is read, and what names mean there. */
import type { AnyNode, Identifier } from 'acorn'
import type { Variable } from 'eslint-scope'
import { Source } from './Configuration'
import type { Value } from './Configuration'
import type { Knowledge } from './Knowledge'
import { namesIn } from './names'
import type { Script } from './Script'

/** Why something may not happen, or not at once: the rest of a sentence. */
export interface When {
  readonly kind: 'condition' | 'function'
  readonly text: string
}

/** A place in a script, for those who read what stands there. */
export interface Reader {
  readonly script: Script
  readonly knowledge: Knowledge
  readonly variables: ReadonlyMap<Identifier, Variable | undefined>
  readonly when: When | undefined
  /** Whether what is read is a statement of the script itself, not one of a function or a branch. */
  readonly isTop: boolean
  /** What functions do is read after the statement in which they stand. */
  readonly later: Array<() => void>
}

/** As it is written. */
export const textOf = ({ start, end }: { readonly start: number; readonly end: number }, { script }: Reader): string => script.text.slice(start, end)

/** Not known: kept as it is written. */
export const asWritten = (node: AnyNode, reader: Reader, kind: Source['facts']['kind'] = 'expression'): Source =>
  new Source(textOf(node, reader), { kind, names: () => namesIn(node, reader.script, reader.knowledge.places) })

/** A function of any kind, with its body. */
export type FunctionNode = Extract<AnyNode, { type: 'FunctionExpression' | 'ArrowFunctionExpression' | 'FunctionDeclaration' }>

/** Whether it is such a function. */
export const isFunction = (node: AnyNode): node is FunctionNode =>
  node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression' || node.type === 'FunctionDeclaration'

/** The nodes in a node, in their order. */
export const childrenOf = (node: AnyNode): ReadonlyArray<AnyNode> =>
  Object.values(node)
    .flat()
    .filter((each): each is AnyNode => typeof each === 'object' && each !== null && 'type' in each && 'start' in each)

/** In a block, a branch or a function. `when`: why it may not happen, if not for the reason of what is around it. */
export const inside = (reader: Reader, when = reader.when): Reader => ({ ...reader, when, isTop: false })

/** Under a condition, with the words for it: `if (isTest)`. */
export const underCondition = (reader: Reader, node: AnyNode, words: string): Reader =>
  inside(reader, { kind: 'condition', text: `under a condition (line ${reader.script.lineOf(node)}: ${words})` })

/** Whether all scripts share the name: nothing declares it, or a script does at the top. */
export const isOfPage = (variable: Variable | undefined): variable is undefined => variable === undefined || variable.scope.type === 'global'

/** `undefined`: nothing is known of it. `variable`: what `node` declares, where it is a declaration and no use. */
export const recall = (node: Identifier, { knowledge, variables }: Reader, variable = variables.get(node)): { readonly value: Value } | undefined => {
  if (!isOfPage(variable)) return knowledge.locals.has(variable) ? { value: knowledge.locals.get(variable) } : undefined
  return Object.hasOwn(knowledge.globals, node.name) ? { value: knowledge.globals[node.name] } : undefined
}

/** What a name is to hold from here on. */
interface Naming {
  readonly node: Identifier
  readonly value: Value
  /** What `node` declares, where it is a declaration; left out where it is a use. */
  readonly variable?: Variable
}

/** What may hold one thing or another is known by its name alone. */
export const remember = (naming: Naming, reader: Reader): void => {
  const { node, value, variable = reader.variables.get(node) } = naming
  const { globals, locals, windows } = reader.knowledge
  const mayBeOther = reader.when?.kind === 'condition' && recall(node, reader, variable) !== undefined
  const held = mayBeOther ? asWritten(node, reader) : value
  if (isOfPage(variable)) {
    if (held === globals) windows.add(node.name)
    else globals[node.name] = held
  } else locals.set(variable, held)
}

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([['undefined', undefined], ['NaN', NaN], ['Infinity', Infinity]])

/** What a name holds, as far as that is known; else the name itself, as it is written. */
export const evaluateName = (node: Identifier, reader: Reader): Value => {
  const known = recall(node, reader)
  if (known === undefined) {
    const isGlobal = isOfPage(reader.variables.get(node))
    if (isGlobal && reader.knowledge.windows.has(node.name)) return reader.knowledge.globals
    if (isGlobal && CONSTANTS.has(node.name)) return CONSTANTS.get(node.name)
    return asWritten(node, reader)
  }
  // What was not understood where it was declared is kept by its name: writing it down twice would run it twice.
  return known.value instanceof Source ? asWritten(node, reader, known.value.facts.kind === 'function' ? 'function' : 'expression') : known.value
}
