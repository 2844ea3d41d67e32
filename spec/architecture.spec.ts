/** The rooms of the house: who may import whom, and what the core may not reach for. */
import { existsSync, readdirSync, readFileSync, statSync } from 'fs'
import { dirname, join, relative, resolve } from 'path'
import ts from 'typescript'
import { commands } from '../lib/commands'

const root = resolve(__dirname, '..')

const walk = (folder: string): ReadonlyArray<string> =>
  !existsSync(folder)
    ? []
    : readdirSync(folder).flatMap((name) => {
        const path = join(folder, name)
        return statSync(path).isDirectory() ? walk(path) : /\.tsx?$/.test(name) && !/\.d\.ts$/.test(name) ? [path] : []
      })

const sources = (...folders: ReadonlyArray<string>): ReadonlyArray<string> =>
  folders.flatMap((folder) => walk(join(root, folder))).map((path) => relative(root, path))

const text = (file: string): string => readFileSync(join(root, file), 'utf8')

/** What a file imports: paths from the root without an ending, or names of packages. */
const imports = (file: string): ReadonlyArray<string> =>
  [...text(file).matchAll(/^(?:import|export)\b(?:[^'";=(]*\bfrom)? '([^']+)'|\b(?:import|require)\(\s*['"]([^'"]+)['"]/gm)].map(([, from, called]) => from ?? called ?? '').map((to) =>
    to.startsWith('.') ? relative(root, join(root, dirname(file), to)).replace(/\.(ts|js)$/, '') : to
  )

/** Code without comments and texts: what is left is what runs. */
const code = (file: string): string =>
  text(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/\/\/.*$/gm, '')

const lib = sources('lib')
/** The folder of a back end; `conversation`, `polling` and `transcript` are what several of them share. */
const backEnd = (path: string): string | undefined => /^adapters\/transports\/(?!(?:conversation|polling|transcript)\/)([^/]+)\//.exec(path)?.[1]

describe('the readers of this spec', () => {
  it('find files and imports', () => {
    expect(lib).toContain('lib/service.ts')
    expect(imports('lib/service.ts')).toEqual(expect.arrayContaining(['rxjs', 'lib/ChatEvent', 'lib/operators/admit']))
    expect(imports('lib/Config.ts')).toContain('fp-ts/Either')
  })
})

describe.each(lib)('%s', (file) => {
  it('imports the core and its libraries only', () => {
    const allowed = /^(lib\/|lib$|rxjs$|io-ts$|fp-ts\/(?!lib\/|es6\/))/
    expect(imports(file).filter((to) => !allowed.test(to))).toEqual([])
  })

  it('has no clock, no chance, no page and no console of its own', () => {
    const found = code(file).match(/\b(Date\.now|new Date\b(?!\.)|setTimeout|setInterval|setImmediate|Math\.random|console\.|window\.|document\.|process\.|globalThis|localStorage|fetch\()/g)
    expect(found ?? []).toEqual([])
  })

  it('keeps no subject unless it is the service', () => {
    const found = code(file).match(/new (Behavior|Replay|Async)?Subject\b/g)
    if (file !== 'lib/service.ts') expect(found ?? []).toEqual([])
    else expect(found).not.toBeNull()
  })

  it('has no promise in it', () => {
    expect(code(file).match(/\b(async (?=\(|function|\w+ =>)|await |new Promise\b|Promise\.)/g) ?? []).toEqual([])
  })

  it('throws only while wiring', () => {
    if (!['lib/createService.ts', 'lib/data.ts'].includes(file)) expect(code(file).match(/\bthrow /g) ?? []).toEqual([])
  })

  it('has no any, no assertion against null and no suppression', () => {
    expect(text(file).match(/: any\b|as any\b|<any>|@ts-ignore|@ts-expect-error|eslint-disable/g) ?? []).toEqual([])
  })

  it('is small, and its first line says what it is for', () => {
    expect(text(file).split('\n').length).toBeLessThanOrEqual(260)
    expect(text(file)).toMatch(/^\/\*\*/)
  })
})

describe('who imports whom in the core', () => {
  const rules: ReadonlyArray<readonly [string, RegExp, RegExp]> = [
    ['commands do not import streams, the service or each other', /^lib\/commands\/(?!index|parts\/)/, /^(rxjs|lib\/(service|perform|operators\/|commands\/(?!parts\/)))/],
    ['operators do not import commands, effects or the service', /^lib\/operators\//, /^lib\/(service|perform|commands|Command$|Effect|Rejection)/],
    ['what is pure does not import streams', /^lib\/(State|interpret|outcome|Agent|Transcript|Message|Session|Delivery|Frame|Command|Rejection|Response|data|depth|explain|codecs|line)\.ts$/, /^rxjs/]
  ]
  it.each(rules)('%s', (_, from, to) => {
    const broken = lib.filter((file) => from.test(file)).flatMap((file) => imports(file).filter((it) => to.test(it)).map((it) => `${file} imports ${it}`))
    expect(broken).toEqual([])
  })
})

describe('circles of imports', () => {
  /** Every way that comes back to where it began. Types count: who reads one file of a circle has to read them all. */
  const circles = (importsOf: (file: string) => ReadonlyArray<string>, files: ReadonlyArray<string>): ReadonlyArray<string> => {
    const found: string[] = []
    const finished = new Set<string>()
    const visit = (file: string, way: ReadonlyArray<string>): void => {
      if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' > '))
      if (way.includes(file) || finished.has(file)) return
      for (const to of importsOf(file)) visit(to, [...way, file])
      finished.add(file)
    }
    files.forEach((file) => visit(file, []))
    return found
  }
  const fileOf = (path: string): string | undefined => [`${path}.ts`, `${path}/index.ts`].find((file) => lib.includes(file))

  it('would be found', () => {
    const graph: Readonly<Record<string, ReadonlyArray<string>>> = { a: ['b', 'c'], b: ['d'], c: ['d'], d: ['e'], e: ['b'] }
    expect(circles((file) => graph[file] ?? [], Object.keys(graph))).toEqual(['b > d > e > b'])
  })

  it('there is none in the core', () => {
    const importsOf = (file: string): ReadonlyArray<string> => imports(file).map(fileOf).filter((to) => to !== undefined)
    expect(lib.flatMap(importsOf).length).toBeGreaterThan(lib.length)
    expect(circles(importsOf, lib)).toEqual([])
  })
})

describe('who imports whom', () => {
  it('adapters do not import the kit, specs or the sandbox', () => {
    const broken = sources('adapters').flatMap((file) => imports(file).filter((to) => /^(testing|spec|marble-tests|sandbox)(\/|$)/.test(to)).map((to) => `${file} imports ${to}`))
    expect(broken).toEqual([])
  })

  it('a back end never imports another', () => {
    const broken = sources('adapters/transports').flatMap((file) =>
      imports(file)
        .filter((to) => backEnd(file) !== undefined && backEnd(`${to}/`) !== undefined && backEnd(`${to}/`) !== backEnd(file) && existsSync(join(root, 'adapters/transports', backEnd(`${to}/`) ?? '')))
        .map((to) => `${file} imports ${to}`)
    )
    expect(broken).toEqual([])
  })

  it('nobody imports fp-ts/lib or io-ts/lib', () => {
    const broken = sources('lib', 'adapters', 'testing').flatMap((file) => imports(file).filter((to) => /^(fp-ts|io-ts)\/(lib|es6)/.test(to)).map((to) => `${file} imports ${to}`))
    expect(broken).toEqual([])
  })

  it('the kit needs the core and RxJS only: no test runner', () => {
    const broken = sources('testing').flatMap((file) => imports(file).filter((to) => !/^(testing\/|lib$|rxjs$|rxjs\/testing$)/.test(to)).map((to) => `${file} imports ${to}`))
    expect(broken).toEqual([])
    expect(sources('testing').flatMap((file) => code(file).match(/\b(expect|jest|describe|it)\(/g) ?? [])).toEqual([])
  })
})

/** The names of what a source exports without a comment on its declaration: an editor has nothing to show for them. */
const uncommented = (source: string): ReadonlyArray<string> => {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true)
  return file.statements.flatMap((statement) => {
    const isExported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (!isExported) return []
    // A file's own comment stands before its first statement. Where a declaration is that statement, it needs a second one.
    const comments = (ts.getLeadingCommentRanges(source, statement.getFullStart()) ?? []).filter(({ pos }) => source.startsWith('/**', pos))
    const needed = statement === file.statements[0] ? 2 : 1
    if (comments.length >= needed) return []
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText())
    return [(statement as ts.DeclarationStatement).name?.text ?? statement.getText().slice(0, 40)] // whatever else can be exported has a name
  })
}

describe('what is exported has a comment on its declaration', () => {
  it('or would be found', () => {
    const source = `/** A file. */
import { a } from 'a'
/** One. */
export const one = 1
export const two = 2
// Three.
export interface Three {}
const four = 4
export type Five = 5
export function six() {}
export { a } from 'a'`
    expect(uncommented(source)).toEqual(['two', 'Three', 'Five', 'six'])
    expect(uncommented('/** A file. */\nexport const one = 1')).toEqual(['one'])
    expect(uncommented('/** A file. */\n\n/** One. */\nexport const one = 1')).toEqual([])
  })

  /** Rooms of which not everything is commented yet. */
  const isOpen = (file: string): boolean => /^adapters\/transports\/(conversation|webMessaging)\//.test(file)

  it.each(sources('lib', 'testing', 'adapters').filter((file) => !isOpen(file)))('%s', (file) => expect(uncommented(text(file))).toEqual([]))
})

describe('the core is compiled by itself', () => {
  it('without the types of the page and of Node', () => {
    const { compilerOptions } = JSON.parse(text('lib/tsconfig.json')) as { compilerOptions: { lib: ReadonlyArray<string>; types: ReadonlyArray<string> } }
    expect(compilerOptions.lib.filter((it) => /dom/i.test(it))).toEqual([])
    expect(compilerOptions.types).toEqual([])
  })
})

describe('every operator and every command', () => {
  it('operators have their marble test at the mirrored path', () => {
    const expected = sources('lib/operators').map((file) => file.replace(/^lib\//, 'marble-tests/').replace(/\.ts$/, '.marbles.ts'))
    expect(expected.filter((file) => !existsSync(join(root, file)))).toEqual([])
    expect(expected.length).toBeGreaterThan(0)
  })

  it('commands are one file each, and the index lists them all', () => {
    const files = sources('lib/commands').filter((file) => /^lib\/commands\/[^/]+\.ts$/.test(file)).map((file) => file.slice('lib/commands/'.length, -'.ts'.length)).filter((name) => name !== 'index')
    const listed = [...text('lib/commands/index.ts').matchAll(/import \{ (\w+) \} from '\.\/(\w+)'/g)].map(([, name, from]) => [name, from])
    expect(listed).toEqual([...files].sort().map((name) => [name, name]))
    expect(Object.keys(commands)).toEqual([...files].sort())
  })
})
