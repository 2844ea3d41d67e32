/** Follows the statements of a script without running them: what each name and each field would hold. */
import { dirname, join } from 'node:path'
import type { AnyNode, CallExpression, Expression, Identifier, ImportDeclaration, MemberExpression, ObjectExpression, Pattern, Program, VariableDeclaration } from 'acorn'
import { Source } from './Configuration'
import type { Value } from './Configuration'
import { foldBinary, foldJoin, foldTemplate, foldUnary, truthOf } from './fold'
import { parseJson } from './json'
import { copied, draft, isDraft, isList, merged, reaches, remark, spread } from './Knowledge'
import type { Draft, Knowledge } from './Knowledge'
import { asWritten, childrenOf, evaluateName, inside, isFunction, isOfPage, recall, remember, textOf, underCondition } from './Reader'
import type { FunctionNode, Reader, When } from './Reader'
import type { Script } from './Script'

// ---- Fields

/** The name of a property or a member: `name`, `'name'`, `['name']`, `[KNOWN]`. `undefined` for one that only the page knows. */
const nameOf = (property: AnyNode, isComputed: boolean, reader: Reader): string | undefined => {
  if (property.type === 'Identifier' && !isComputed) return property.name
  const name = property.type === 'PrivateIdentifier' ? undefined : evaluate(property, reader)
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined
}

/** Sites know the page's object by many names: whatever has a field `_genesys` is taken for it. */
const holderOf = (node: MemberExpression, name: string | undefined, reader: Reader): Value => {
  const holder = evaluate(node.object, reader)
  return name === '_genesys' && holder instanceof Source ? reader.knowledge.globals : holder
}

const evaluateMember = (node: MemberExpression, reader: Reader): Value => {
  const name = nameOf(node.property, node.computed, reader)
  const holder = holderOf(node, name, reader)
  const isKnown = name !== undefined && (isDraft(holder) || isList(holder)) && Object.hasOwn(holder, name)
  if (!isKnown) return asWritten(node, reader)
  const value = (holder as Draft)[name] // a list has its places by such names, too
  return value instanceof Source ? asWritten(node, reader, value.facts.kind === 'function' ? 'function' : 'expression') : value
}

/** What `node` refers to, as something whose fields can be set. One that nobody declared in what was read begins empty. */
const targetOf = (node: AnyNode, reader: Reader): Draft | Value[] | undefined => {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return undefined
  const value = node.type === 'Identifier' ? recall(node, reader)?.value : undefined
  const held = evaluate(node, reader)
  if (isDraft(held) || isList(held)) return held
  const began = draft()
  if (held instanceof Source && (value instanceof Source || !isOpen(node, reader))) merged(began, spread(held), false)
  if (node.type === 'Identifier') {
    if (!isOfPage(reader.variables.get(node))) return undefined
    reader.knowledge.globals[node.name] = began
    return began
  }
  const name = nameOf(node.property, node.computed, reader)
  const holder = name === '_genesys' ? reader.knowledge.globals : targetOf(node.object, reader)
  if (name === undefined || !isDraft(holder)) return undefined
  holder[name] = began
  return began
}

/** Whether nothing was said of it before: not that it is something which only the page knows. */
const isOpen = (node: AnyNode, reader: Reader): boolean => {
  if (node.type !== 'MemberExpression') return true
  const name = nameOf(node.property, node.computed, reader)
  const holder = holderOf(node, name, reader)
  return name === undefined || !isDraft(holder) || !(holder[name] instanceof Source)
}

interface Setting {
  readonly target: Draft
  readonly name: string
  readonly value: Value
  readonly node: AnyNode
}

const setField = ({ target, name, value, node }: Setting, reader: Reader): void => {
  const { knowledge, script, when } = reader
  const isEmpty = isDraft(value) && Object.keys(value).length === 0
  const isThere = Object.hasOwn(target, name)
  const isGuard = when !== undefined && isEmpty && isDraft(target[name]) // if (!window._genesys) window._genesys = {}
  if (isGuard) return
  if (when !== undefined && !isEmpty && target !== knowledge.globals) {
    const line = `line ${script.lineOf(node)}`
    if (when.kind === 'condition' && isThere) {
      remark(knowledge, target, `${name} has another value ${when.text}: ${line} is not in the output.`)
      return
    }
    remark(knowledge, target, `${name} is set ${when.text}. In the output it always is.`)
  }
  target[name] = reaches(value, target) ? asWritten(node, reader) : value
}

/** A value that is given to a name or a field. */
interface Assigning {
  readonly target: Pattern | Expression
  readonly value: Value
  /** Where the value stands. */
  readonly node: AnyNode
}

const assign = ({ target, value, node }: Assigning, reader: Reader): void => {
  if (target.type === 'Identifier') remember({ node: target, value }, reader)
  if (target.type !== 'MemberExpression') return
  const name = nameOf(target.property, target.computed, reader)
  const holder = name === '_genesys' ? reader.knowledge.globals : targetOf(target.object, reader)
  if (holder === undefined) return
  if (name === undefined) remark(reader.knowledge, holder, `line ${reader.script.lineOf(target)} sets a field whose name only the page knows: ${textOf(target, reader)}.`)
  else if (isList(holder)) holder[Number(name)] = reaches(value, holder) ? asWritten(node, reader) : value
  else setField({ target: holder, name, value, node }, reader)
}

// ---- Calls

/** What `callee` does, by its name. `undefined`: not known. */
const MERGING: Readonly<Record<string, 'shallow' | 'deep' | 'extend'>> = {
  'Object.assign': 'shallow', '_.assign': 'shallow', '_.extend': 'shallow', '_.merge': 'deep', '$.extend': 'extend', 'jQuery.extend': 'extend'
}

/** These give what they are given. */
const TRANSPARENT = ['Object.freeze', 'Object.seal', 'structuredClone']

/** These change nothing. */
const HARMLESS = /^(console|Object|JSON|Array|Number|String|Math)\.|^(require|String|Number|Boolean)$/

const merge = (node: CallExpression, how: 'shallow' | 'deep' | 'extend', reader: Reader): Value => {
  const [first, ...others] = node.arguments
  const isMarked = how === 'extend' && first?.type === 'Literal' && first.value === true
  const [target, ...sources] = isMarked ? others : node.arguments
  if (target === undefined) return asWritten(node, reader)
  const into = targetOf(target, reader) ?? (target.type === 'SpreadElement' ? undefined : evaluate(target, reader))
  if (into === undefined || !isDraft(into)) return readUnknown(node, reader)
  for (const source of sources) {
    const more = source.type === 'SpreadElement' ? asWritten(source.argument, reader) : evaluate(source, reader)
    if (isDraft(more) && !reaches(more, into)) merged(into, more, how === 'deep' || isMarked)
    if (more instanceof Source) merged(into, spread(more), false)
    if (reader.when !== undefined) remark(reader.knowledge, into, `${textOf(source, reader)} is added ${reader.when.text}. In the output it always is.`)
  }
  return into
}

const evaluateCall = (node: CallExpression, reader: Reader): Value => {
  const { callee } = node
  const called = textOf(callee, reader)
  const how = MERGING[called]
  if (how !== undefined) return merge(node, how, reader)
  const [first] = node.arguments
  const given = first === undefined || first.type === 'SpreadElement' || isFunction(first) ? undefined : evaluate(first, reader)
  if (TRANSPARENT.includes(called) && !(given instanceof Source)) return called === 'structuredClone' ? copied(given) : given
  if (called === 'JSON.parse' && typeof given === 'string') return parseJson(given)?.value ?? asWritten(node, reader)
  if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier') {
    const list = evaluate(callee.object, reader)
    if (isList(list) && callee.property.name === 'join') return foldJoin(list, given ?? ',')?.value ?? asWritten(node, reader)
    if (isList(list) && callee.property.name === 'push') {
      list.push(...node.arguments.flatMap((item) => elementsOf(item, reader)).filter((item) => !reaches(item, list)))
      if (reader.when !== undefined) remark(reader.knowledge, list, `line ${reader.script.lineOf(node)} adds to it ${reader.when.text}. In the output it always does.`)
      return list.length
    }
  }
  return readUnknown(node, reader)
}

/** A call that nobody here understands: what is handed to it may be changed by it. Functions in it are taken to run. */
const readUnknown = (node: CallExpression, reader: Reader): Value => {
  const { callee } = node
  const called = textOf(callee, reader)
  const name = called.length > 40 ? 'a function' : `${called}()`
  const handOver = (value: Value): void => {
    const isWatched = (isDraft(value) || isList(value)) && value !== reader.knowledge.globals && !HARMLESS.test(called)
    if (isWatched) remark(reader.knowledge, value, `line ${reader.script.lineOf(node)} hands it to ${name}, which may change it.`)
  }
  const values = node.arguments.map((given): Value => {
    if (isFunction(given)) {
      readLater(given, [], inside(reader))
      return asWritten(given, reader, 'function')
    }
    const value = evaluate(given.type === 'SpreadElement' ? given.argument : given, reader)
    handOver(value)
    return value
  })
  if (isFunction(callee)) readLater(callee, values, inside(reader))
  else if (callee.type === 'MemberExpression') {
    if (isFunction(callee.object)) readLater(callee.object, values, inside(reader)) // (function () { … }).call(this)
    else handOver(evaluate(callee.object, reader))
  } else if (callee.type !== 'Super') evaluate(callee, reader)
  return asWritten(node, reader)
}

/** `values`: what its parameters hold, as far as that is known. */
const readLater = (node: FunctionNode, values: ReadonlyArray<Value>, reader: Reader): void => {
  reader.later.push(() => {
    node.params.forEach((parameter, index) => {
      const value = values[index]
      if (parameter.type === 'Identifier' && value !== undefined && !(value instanceof Source)) declare(parameter, value, reader)
    })
    read(node.body, reader)
  })
}

// ---- Expressions

const elementsOf = (element: AnyNode, reader: Reader): ReadonlyArray<Value> => {
  if (element.type !== 'SpreadElement') return [valueOf(element, reader)]
  const value = evaluate(element.argument, reader)
  return isList(value) ? value : [asWritten(element, reader, 'property')]
}

const evaluateObject = ({ properties }: ObjectExpression, reader: Reader): Draft => {
  const fields = draft()
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      const more = evaluate(property.argument, reader)
      if (isDraft(more) && more !== reader.knowledge.globals) merged(fields, more, false)
      else fields[textOf(property, reader)] = asWritten(property, reader, 'property')
      continue
    }
    const name = nameOf(property.key, property.computed, reader)
    const text = textOf(property, reader)
    if (property.method || property.kind !== 'init') {
      readFunction(property.value, reader)
      fields[name === undefined || property.kind !== 'init' ? text : name] = asWritten(property, reader, 'property')
    } else if (name === undefined) {
      fields[text] = asWritten(property, reader, 'property')
    } else {
      fields[name] = valueOf(property.value, reader)
    }
  }
  return fields
}

/** What is put into an object or a list: the page's own object is named there, not written down. */
const valueOf = (node: AnyNode, reader: Reader): Value => {
  const value = evaluate(node, reader)
  return value === reader.knowledge.globals ? asWritten(node, reader) : value
}

const evaluateOr = (node: Extract<AnyNode, { type: 'LogicalExpression' }>, reader: Reader): Value => {
  const left = evaluate(node.left, reader)
  const truth = truthOf(left)
  if (truth !== undefined) {
    const isLeft = node.operator === '??' ? left !== undefined && left !== null : truth === (node.operator === '||')
    return isLeft ? left : evaluate(node.right, reader)
  }
  const right = evaluate(node.right, reader)
  if (node.operator === '&&' || !isDraft(right)) return asWritten(node, reader)
  const text = textOf(node.left, reader)
  if (!text.includes('_genesys')) remark(reader.knowledge, right, `what ${text} holds already (line ${reader.script.lineOf(node)}) is not in the output.`)
  return right
}

const ASSIGNMENT_OR = ['||=', '??=', '&&=']

const evaluateAssignment = (node: Extract<AnyNode, { type: 'AssignmentExpression' }>, reader: Reader): Value => {
  const { left, right, operator } = node
  if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern') {
    evaluate(right, reader)
    return asWritten(node, reader)
  }
  const value = valueAssigned()
  assign({ target: left, value, node: right }, reader)
  return value

  function valueAssigned(): Value {
    if (operator === '=') return valueOf(right, reader)
    const before = evaluate(left, reader)
    if (operator === '+=') return foldBinary('+', before, evaluate(right, reader))?.value ?? asWritten(left, reader)
    if (!ASSIGNMENT_OR.includes(operator)) return asWritten(left, reader)
    if (operator !== '&&=' && truthOf(before) === true) return before
    return valueOf(right, reader)
  }
}

/** What is written down is a value; what would have to be run stays as it is written. */
const evaluate = (node: AnyNode, reader: Reader): Value => {
  switch (node.type) {
    case 'Literal': {
      const { value } = node
      const isData = value !== undefined && typeof value !== 'bigint' && (typeof value !== 'object' || value === null) // no regular expression
      return isData ? value : asWritten(node, reader)
    }
    case 'Identifier':
      return evaluateName(node, reader)
    case 'MemberExpression':
      return evaluateMember(node, reader)
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return evaluate(node.expression, reader)
    case 'TemplateLiteral':
      return foldTemplate(node.quasis.map(({ value }) => value.cooked ?? ''), node.expressions.map((each) => evaluate(each, reader)))?.value ?? asWritten(node, reader)
    case 'UnaryExpression': {
      if (node.operator === 'delete') return forget(node.argument, reader)
      const folded = foldUnary(node.operator, evaluate(node.argument, reader))
      return folded === undefined ? asWritten(node, reader) : folded.value
    }
    case 'BinaryExpression': {
      if (node.left.type === 'PrivateIdentifier') return asWritten(node, reader)
      const folded = foldBinary(node.operator, evaluate(node.left, reader), evaluate(node.right, reader))
      return folded === undefined ? asWritten(node, reader) : folded.value
    }
    case 'LogicalExpression':
      return evaluateOr(node, reader)
    case 'ConditionalExpression': {
      const truth = truthOf(evaluate(node.test, reader))
      if (truth !== undefined) return evaluate(truth ? node.consequent : node.alternate, reader)
      const branch = underCondition(reader, node, textOf(node.test, reader))
      evaluate(node.consequent, branch)
      evaluate(node.alternate, branch)
      return asWritten(node, reader)
    }
    case 'SequenceExpression':
      return node.expressions.map((each) => evaluate(each, reader)).at(-1)
    case 'ArrayExpression':
      return node.elements.flatMap((element) => (element === null ? [undefined] : elementsOf(element, reader)))
    case 'ObjectExpression':
      return evaluateObject(node, reader)
    case 'AssignmentExpression':
      return evaluateAssignment(node, reader)
    case 'CallExpression':
      return evaluateCall(node, reader)
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      readFunction(node, reader)
      return asWritten(node, reader, 'function')
    case 'UpdateExpression':
      if (node.argument.type === 'Identifier') remember({ node: node.argument, value: asWritten(node.argument, reader) }, reader)
      return asWritten(node, reader)
    default:
      readChildren(node, reader)
      return asWritten(node, reader)
  }
}

const forget = (node: AnyNode, reader: Reader): Value => {
  if (node.type !== 'MemberExpression') return true
  const name = nameOf(node.property, node.computed, reader)
  const holder = evaluate(node.object, reader)
  if (name === undefined || !isDraft(holder)) return true
  if (reader.when?.kind === 'condition') remark(reader.knowledge, holder, `${name} is removed ${reader.when.text}. In the output it is there.`)
  else Reflect.deleteProperty(holder, name)
  return true
}

/** A function that is kept, and runs when the page calls it. */
const readFunction = (node: AnyNode, reader: Reader): void => {
  if (!isFunction(node)) return
  const when: When = { kind: 'function', text: `by the function in line ${reader.script.lineOf(node)}, when the page calls it` }
  readLater(node, [], inside(reader, reader.when ?? when))
}

// ---- Statements

const readChildren = (node: AnyNode, reader: Reader): void => childrenOf(node).forEach((child) => read(child, reader))

/** A name is declared where it stands, or in the statement around it. */
const declare = (node: Identifier, value: Value, reader: Reader): void => {
  const { script, knowledge } = reader
  const declared = script.declared(node)
  if (isOfPage(declared)) knowledge.places.set(node.name, `declared in line ${script.lineOf(node)} of ${script.file}`)
  remember({ node, value, variable: declared }, reader)
}

/** Functions are there before the first statement of their block runs. */
const readStatements = (statements: ReadonlyArray<AnyNode>, reader: Reader): void => {
  for (const statement of statements) {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (node?.type === 'FunctionDeclaration' && node.id !== null) declare(node.id, asWritten(node, reader, 'function'), reader)
  }
  for (const statement of statements) readStatement(statement, reader)
}

const readPattern = (pattern: Pattern, value: Value, reader: Reader): void => {
  if (pattern.type === 'Identifier') declare(pattern, value, reader)
  if (pattern.type !== 'ObjectPattern' || !isDraft(value)) return
  for (const property of pattern.properties) {
    if (property.type !== 'Property') continue
    const name = nameOf(property.key, property.computed, reader)
    if (name !== undefined && Object.hasOwn(value, name)) readPattern(property.value, value[name], reader)
  }
}

const readVariables = ({ kind, declarations }: VariableDeclaration, reader: Reader, isExported = false): void => {
  for (const { id, init } of declarations) {
    if (init === null || init === undefined) continue
    const isUsed = id.type === 'Identifier' && isFunction(init) && reader.script.isUsed(id)
    if (isFunction(init) && isUsed) readLater(init, [], inside(reader))
    const value = isFunction(init) && isUsed ? asWritten(init, reader, 'function') : evaluate(init, reader)
    readPattern(id, value, reader)
    if (id.type !== 'Identifier') continue
    if (isExported) exportsOf(reader.script.file, reader.knowledge)[id.name] = value
    if (reader.isTop && value !== reader.knowledge.globals) reader.knowledge.offers.push({ head: `${isExported ? 'export ' : ''}${kind} ${id.name} = `, value })
  }
}

const exportsOf = (file: string, { exported }: Knowledge): Draft => {
  const own = exported.get(file) ?? draft()
  exported.set(file, own)
  return own
}

/** The file among those given that an import means; `undefined`: a package, or a file that was not given. */
const fileOf = (source: string, { script, knowledge }: Reader): string | undefined => {
  const meant = join(dirname(script.file), source)
  const withoutEnding = (file: string): string => join('.', file).replace(/\.[cm]?[jt]sx?$/, '')
  const files = [...knowledge.unread.keys(), ...knowledge.exported.keys()]
  return files.find((file) => [withoutEnding(meant), join(meant, 'index')].includes(withoutEnding(file)))
}

const importedFrom = (source: unknown, reader: Reader): Draft | undefined => {
  if (typeof source !== 'string') return undefined
  const { knowledge, script } = reader
  const file = source.startsWith('.') ? fileOf(source, reader) : undefined
  if (file !== undefined) {
    readFile(file, knowledge)
    return exportsOf(file, knowledge)
  }
  if (source.startsWith('.')) knowledge.notes.push(`${script.file} imports from '${source}', which was not read. If parts of the configuration are there, give that file, too.`)
  return undefined
}

const readImport = (node: ImportDeclaration, reader: Reader): void => {
  const found = importedFrom(node.source.value, reader)
  if (found === undefined) return
  for (const specifier of node.specifiers) {
    if (specifier.type === 'ImportNamespaceSpecifier') declare(specifier.local, found, reader)
    const name = specifier.type === 'ImportSpecifier' ? textOf(specifier.imported, reader) : 'default'
    if (specifier.type !== 'ImportNamespaceSpecifier' && Object.hasOwn(found, name)) declare(specifier.local, found[name], reader)
  }
}

const readExport = (node: Extract<AnyNode, { type: 'ExportNamedDeclaration' }>, reader: Reader): void => {
  const { declaration, specifiers, source } = node
  if (declaration?.type === 'VariableDeclaration') readVariables(declaration, reader, true)
  else if (declaration) read(declaration, reader)
  const found = importedFrom(source?.value, reader)
  const own = exportsOf(reader.script.file, reader.knowledge)
  for (const { local, exported } of specifiers) {
    const name = textOf(exported, reader)
    if (found !== undefined) own[name] = found[textOf(local, reader)]
    else if (!source && local.type === 'Identifier') own[name] = evaluateName(local, reader)
  }
}

/** A statement, or an expression that stands for itself. */
const read = (node: AnyNode, reader: Reader): void => {
  switch (node.type) {
    case 'Program':
      readStatements(node.body, reader)
      return
    case 'BlockStatement':
    case 'StaticBlock':
      readStatements(node.body, inside(reader))
      return
    case 'ExpressionStatement':
      {
        const value = evaluate(node.expression, reader)
        const isByItself = reader.isTop && node.expression.type === 'ObjectExpression'
        if (isByItself) reader.knowledge.offers.push({ head: '', value })
      }
      return
    case 'VariableDeclaration':
      readVariables(node, reader)
      return
    case 'FunctionDeclaration':
      if (node.id !== null && reader.script.isUsed(node.id)) readLater(node, [], inside(reader))
      else readFunction(node, reader)
      return
    case 'IfStatement': {
      const truth = truthOf(evaluate(node.test, reader))
      const words = `if (${textOf(node.test, reader)})`
      if (truth !== false) read(node.consequent, truth === true ? inside(reader) : underCondition(reader, node, words))
      if (node.alternate && truth !== true) read(node.alternate, truth === false ? inside(reader) : underCondition(reader, node, `else of ${words}`))
      return
    }
    case 'TryStatement':
      read(node.block, reader)
      if (node.handler) read(node.handler.body, underCondition(reader, node.handler, 'catch'))
      if (node.finalizer) read(node.finalizer, reader)
      return
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'SwitchStatement':
      readChildren(node, underCondition(reader, node, node.type === 'SwitchStatement' ? 'switch' : 'a loop'))
      return
    case 'ImportDeclaration':
      readImport(node, reader)
      return
    case 'ExportNamedDeclaration':
      readExport(node, reader)
      return
    case 'ExportDefaultDeclaration': {
      const value = evaluate(node.declaration, reader)
      exportsOf(reader.script.file, reader.knowledge)['default'] = value
      reader.knowledge.offers.push({ head: 'export default ', value })
      return
    }
    case 'Identifier':
    case 'Literal':
      return
    default:
      if (/Expression$|Literal$/.test(node.type)) evaluate(node, reader)
      else readChildren(node, reader)
  }
}

/** A statement, and then what the functions in it do. */
const readStatement = (node: AnyNode, reader: Reader): void => {
  const later: Array<() => void> = []
  read(node, { ...reader, later })
  for (const readBody of later) readBody() // a body may add to it
}

const readProgram = (program: Program, script: Script, knowledge: Knowledge): void => {
  const variables = new Map(script.uses)
  readStatement(program, { script, knowledge, variables, when: undefined, isTop: true, later: [] })
}

/** Reads the scripts of a file, once; files that they import before them. */
export const readFile = (file: string, knowledge: Knowledge): void => {
  const scripts = knowledge.unread.get(file) ?? []
  knowledge.unread.delete(file)
  exportsOf(file, knowledge)
  for (const script of scripts) readProgram(script.program, script, knowledge)
}
