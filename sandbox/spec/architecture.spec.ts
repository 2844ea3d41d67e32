/** The rooms of the sandbox: no file needs one that needs it, also not for a type; back ends know nothing of each other; what is exported is explained. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = resolve(__dirname, '..')

const sources = ['src', 'pages'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join(folder, name)))

const text = (file: string): string => readFileSync(join(root, file), 'utf8')

/** The files of the sandbox that a file imports, for values or for types. */
const imports = (file: string): ReadonlyArray<string> =>
  [...text(file).matchAll(/^(?:import|export)\b[^'"]*?'(\.[^']+)\.js'/gm)].map(([, path = '']) => relative(root, join(root, dirname(file), `${path}.ts`)))

/** The first way from a file back to itself. */
const circleFrom = (start: string): ReadonlyArray<string> | undefined => {
  const seen = new Set<string>()
  const ways: ReadonlyArray<string>[] = [[start]]
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of imports(way.at(-1) ?? start)) {
      if (next === start) return [...way, start]
      if (!seen.has(next)) ways.push([...way, next])
      seen.add(next)
    }
  }
  return undefined
}

/** Exported declarations without a comment before them. A type of the same name as the schema before it needs none. */
const unexplained = (file: string): ReadonlyArray<string> => {
  const lines = text(file).split('\n')
  const explained = new Set<string>()
  return lines.flatMap((line, index) => {
    const [, name] = /^export (?:const|type|interface|class) (\w+)/.exec(line) ?? []
    if (name === undefined || explained.has(name)) return []
    if (lines[index - 1]?.endsWith('*/') !== true) return [`${file}: ${name}`]
    explained.add(name)
    return []
  })
}

const imported = (from: RegExp, to: RegExp): ReadonlyArray<string> =>
  sources.filter((file) => from.test(file)).flatMap((file) => imports(file).filter((path) => to.test(path)).map((path) => `${file} imports ${path}`))

describe('the readers of this spec', () => {
  it('find files and imports', () => {
    expect(sources).toEqual(expect.arrayContaining(['src/startSandbox.ts', 'pages/demo/main.ts']))
    expect(imports('src/startSandbox.ts')).toEqual(expect.arrayContaining(['src/Clock.ts', 'src/model/switchboard.ts', 'src/webMessaging/WebMessagingControl.ts']))
  })
})

describe('a file of the sandbox', () => {
  it('needs no file that needs it', () => {
    expect(sources.flatMap((file) => circleFrom(file) ?? [])).toEqual([])
  })

  it('says in its first line what it is for', () => {
    expect(sources.filter((file) => !/^(#!.*\n)?\/\*\* \S/.test(text(file)))).toEqual([])
  })

  it('explains what it exports', () => {
    expect(sources.flatMap(unexplained)).toEqual([])
  })
})

describe('who imports whom', () => {
  it('the model knows no back end, no desk and no wire', () => {
    expect(imported(/^src\/model\//, /^(src\/(?!model\/|schema\/|state\/|Clock)|pages\/)/)).toEqual([])
  })

  it('a back end knows no other, nor the desk', () => {
    expect(imported(/^src\/guestChat\//, /^src\/(webMessaging|gms|multicloud|desk|control)\//)).toEqual([])
    expect(imported(/^src\/webMessaging\//, /^src\/(guestChat|gms|multicloud|desk)\//)).toEqual([])
    expect(imported(/^src\/gms\//, /^src\/(guestChat|webMessaging|multicloud|desk)\//)).toEqual([])
    expect(imported(/^src\/multicloud\//, /^src\/(guestChat|webMessaging|gms|desk)\//)).toEqual([])
    expect(imported(/^src\/transcript\//, /^src\/(guestChat|webMessaging|gms|multicloud|desk|control)\//)).toEqual([])
  })

  it('the demo knows nothing of the server, the desk no more than its types', () => {
    expect(imported(/^pages\/demo\//, /^(src\/|pages\/desk\/)/)).toEqual([])
    const values = sources.filter((file) => file.startsWith('pages/desk/')).flatMap((file) => text(file).match(/^import (?!type )[^\n]*\/src\/.*$/gm) ?? [])
    expect(values).toEqual([])
  })
})
