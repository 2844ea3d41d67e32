/** What an expression needs from elsewhere: the names that it uses and does not declare. */
import { runInNewContext } from 'node:vm'
import type { Node } from 'acorn'
import { full, fullAncestor } from 'acorn-walk'
import type { Variable } from 'eslint-scope'
import type { Name } from './Configuration'
import type { Script } from './Script'

/** The names by which a script calls the page's global object. */
export const GLOBAL_OBJECT: ReadonlyArray<string> = ['window', 'self', 'globalThis', 'top', 'parent']

/** What every page has, as far as configurations use it. */
const OF_EVERY_PAGE: ReadonlyArray<string> = [
  ...GLOBAL_OBJECT, 'document', 'location', 'navigator', 'history', 'screen', 'localStorage', 'sessionStorage', 'console', 'alert', 'confirm',
  'prompt', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'fetch', 'XMLHttpRequest', 'URL', 'URLSearchParams', 'Blob', 'File',
  'FormData', 'Event', 'CustomEvent', 'Element', 'HTMLElement', 'Node', 'atob', 'btoa', 'crypto', 'performance', 'innerWidth', 'innerHeight',
  'matchMedia', 'getComputedStyle', 'addEventListener', 'removeEventListener', 'dispatchEvent', 'requestAnimationFrame', 'open', 'close'
]

/** What the language has: `Object`, `JSON`, `Math`, … */
const OF_THE_LANGUAGE: ReadonlyArray<string> = runInNewContext('Object.getOwnPropertyNames(globalThis)')

const isEverywhere = (name: string): boolean => OF_EVERY_PAGE.includes(name) || OF_THE_LANGUAGE.includes(name)

const holds = (outer: Node, inner: Node): boolean => outer.start <= inner.start && inner.end <= outer.end

const UNDECLARED = 'not declared in what was read'

/** The rest of a sentence about where a name comes from. */
const originOf = (variable: Variable | undefined, script: Script): string => {
  const [definition] = variable?.defs ?? []
  if (definition === undefined) return UNDECLARED
  const declared = definition.name as unknown as Node // of the program that was analyzed
  const place = `in line ${script.lineOf(declared)} of ${script.file}`
  switch (definition.type) {
    case 'ImportBinding':
      return `imported ${place}`
    case 'Parameter':
      return `a parameter of the function ${place}`
    default:
      return `declared ${place}`
  }
}

/** `this` and its like, which mean something else in another place. Functions have their own, arrow functions have not. */
const KEYWORDS: Readonly<Record<string, string>> = { ThisExpression: 'this', AwaitExpression: 'await', YieldExpression: 'yield', Super: 'super', MetaProperty: 'import.meta' }

const keywordsIn = (node: Node): ReadonlyArray<string> => {
  const found: string[] = []
  fullAncestor(node, (inner, _state, ancestors) => {
    const keyword = KEYWORDS[inner.type]
    const isOwn = ancestors.some(({ type }) => type === 'FunctionExpression' || type === 'FunctionDeclaration' || type === 'ClassBody')
    if (keyword !== undefined && !isOwn) found.push(keyword)
  })
  return found
}

/** `window.Shop` needs `Shop`: for each use of the global object in `node`, the name that is asked of it. */
const membersOfGlobal = (node: Node): ReadonlyMap<Node, string> => {
  const members = new Map<Node, string>()
  full(node, (inner) => {
    const { type, object, property, computed } = inner as Node & { object?: Node; property?: Node & { name?: string }; computed?: boolean } // fields of a MemberExpression
    if (type === 'MemberExpression' && object !== undefined && computed === false && property?.name !== undefined) members.set(object, property.name)
  })
  return members
}

/** Each name once, without those that every page has. `places`: where other scripts declare the names that they share. */
export const namesIn = (node: Node, script: Script, places: ReadonlyMap<string, string>): ReadonlyArray<Name> => {
  const members = membersOfGlobal(node)
  const names = new Map<string, Name>()
  for (const [use, variable] of script.uses) {
    const isOwn = variable !== undefined && variable.scope.type !== 'global' && holds(node, variable.scope.block as unknown as Node) // of the same program
    if (!holds(node, use) || isOwn) continue
    const isGlobalObject = variable === undefined && GLOBAL_OBJECT.includes(use.name)
    const name = isGlobalObject ? members.get(use) ?? use.name : use.name
    const isKnown = variable === undefined && isEverywhere(name)
    const origin = variable === undefined ? places.get(name) ?? UNDECLARED : originOf(variable, script)
    if (!isKnown) names.set(name, { name, origin })
  }
  for (const name of keywordsIn(node)) names.set(name, { name, origin: `as it is in line ${script.lineOf(node)} of ${script.file}` })
  return [...names.values()]
}
