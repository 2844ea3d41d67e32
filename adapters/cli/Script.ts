/** A script of a site, parsed: JavaScript, or TypeScript without its types. */
import { parse } from 'acorn'
import type { Identifier, Node, Program } from 'acorn'
import { analyze } from 'eslint-scope'
import type { Variable } from 'eslint-scope'
import { transform } from 'sucrase'
import { attempt } from '../guarded'

/** A script that was parsed, with what its names mean. */
export interface Script {
  /** Its file, as it was given on the command line. */
  readonly file: string
  /** What `program` was parsed from. */
  readonly text: string
  readonly program: Program
  /** Every use of a name, with what it means there; `undefined`: nothing in this script declares it. */
  readonly uses: ReadonlyArray<readonly [use: Identifier, variable: Variable | undefined]>
  /** The variable that a name declares where it stands; `undefined`: it declares none. */
  readonly declared: (name: Identifier) => Variable | undefined
  /** Whether something that is declared is used anywhere in the script. */
  readonly isUsed: (name: Identifier) => boolean
  readonly hasComments: boolean
  /** The line in the file, from 1, of a place in the program. */
  readonly lineOf: (node: Node) => number
}

/** A script as it stands in its file. */
export interface ScriptText {
  readonly file: string
  readonly text: string
  /** Lines of the file before the script. */
  readonly linesBefore: number
}

interface Parsed {
  readonly program: Program
  readonly isModule: boolean
  readonly hasComments: boolean
}

const ECMA_VERSION = 2024

/** Throws a `SyntaxError` for what is no JavaScript. */
const parseAs = (text: string, sourceType: 'script' | 'module'): Parsed => {
  let hasComments = false
  const onComment = (): void => {
    hasComments = true
  }
  const program = parse(text, { ecmaVersion: 'latest', sourceType, allowHashBang: true, allowReturnOutsideFunction: true, locations: true, ranges: true, onComment })
  return { program, isModule: sourceType === 'module', hasComments }
}

/** Throws a `SyntaxError` for what is no JavaScript. */
const parseJavaScript = (text: string): Parsed => {
  try {
    return parseAs(text, 'script')
  } catch (error) {
    const isModule = /^\s*(import|export)\b/m.test(text)
    if (isModule) return parseAs(text, 'module')
    const parsed = attempt(() => parseAs(text, 'module')) // `await` at the top, `import.meta`
    if (parsed !== undefined) return parsed
    throw error
  }
}

/** Without its types, line by line; `undefined` for what is no TypeScript. */
const withoutTypes = (text: string): string | undefined =>
  attempt(() => transform(text, { transforms: ['typescript'], disableESTransforms: true, keepUnusedImports: true }).code)

/** Throws the `SyntaxError` of JavaScript for what is neither. */
const parseEither = (text: string): { readonly text: string; readonly parsed: Parsed } => {
  try {
    return { text, parsed: parseJavaScript(text) }
  } catch (error) {
    const plain = withoutTypes(text)
    const parsed = plain === undefined ? undefined : attempt(() => parseJavaScript(plain))
    if (plain === undefined || parsed === undefined) throw error
    return { text: plain, parsed }
  }
}

/** Throws a `SyntaxError` for what is neither JavaScript nor TypeScript. */
export const parseScript = ({ file, text: given, linesBefore }: ScriptText): Script => {
  const { text, parsed } = parseEither(given)
  const { program, isModule, hasComments } = parsed
  const scopes = analyze(program as Parameters<typeof analyze>[0], { // both are ESTree, typed by two packages
    ecmaVersion: ECMA_VERSION,
    sourceType: isModule ? 'module' : 'script',
    ignoreEval: true
  })
  // What a script declares with `var` at the top is a name of the page; the analysis leaves it open.
  const declaredAtTop = (name: string): Variable | undefined => scopes.globalScope?.set.get(name)
  const uses = scopes.scopes.flatMap(({ references }) =>
    references.map(({ identifier, resolved }) => [identifier as Identifier, resolved ?? declaredAtTop((identifier as Identifier).name)] as const) // of the same program
  )
  const variables = new Map(scopes.scopes.flatMap((scope) => scope.variables.flatMap((variable) => variable.identifiers.map((name) => [name as Identifier, variable] as const)))) // as above
  const used = new Set(uses.filter(([use]) => !variables.has(use)).map(([, variable]) => variable))
  const declared = (name: Identifier): Variable | undefined => variables.get(name)
  const isUsed = (name: Identifier): boolean => used.has(declared(name))
  return { file, text, program, uses, declared, isUsed, hasComments, lineOf: ({ loc }) => (loc?.start.line ?? 1) + linesBefore }
}
