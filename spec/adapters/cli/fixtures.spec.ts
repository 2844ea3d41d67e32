/** Ten configurations as sites have them, and what the program prints of each: `expected/NAME.txt` beside them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import ts from 'typescript'
import { backEnds, check } from '../../../adapters/cli/check'
import { main } from '../../../adapters/cli/main'
import { readConfiguration } from '../../../adapters/cli/readConfiguration'

const folder = join(__dirname, 'fixtures')

/** The fixtures by their number: some have several files. */
const fixtures = new Map<string, string[]>()
for (const file of readdirSync(folder)) {
  const number = /^\d\d/.exec(file)?.[0]
  if (number !== undefined) fixtures.set(number, [...(fixtures.get(number) ?? []), join(folder, file)])
}

/** What the program prints, with the fixtures' folder left out. */
const run = (...args: ReadonlyArray<string>): { readonly code: number; readonly out: string; readonly err: string } => {
  const printed = { out: '', err: '' }
  const into = (name: 'out' | 'err') => (text: string | Uint8Array) => {
    printed[name] += String(text).replaceAll(`${folder}/`, '')
    return true
  }
  const spies = [jest.spyOn(process.stdout, 'write').mockImplementation(into('out')), jest.spyOn(process.stderr, 'write').mockImplementation(into('err'))]
  const code = main(args)
  spies.forEach((spy) => spy.mockRestore())
  return { code, ...printed }
}

/** Stands for whatever a page has: it can be called, and asked for anything. */
const anything: unknown = new Proxy(() => undefined, { get: (_, key) => (key === Symbol.toPrimitive ? () => '' : anything), apply: () => anything })

/** Runs what was printed on a page that has what every page has, and these names. Throws what the page would throw. */
const runOnPage = (script: string, names: ReadonlyArray<string>): void => {
  const page: Record<string, unknown> = { document: anything, location: anything, navigator: anything }
  for (const name of names) page[name] = anything
  page['window'] = page
  runInNewContext(ts.transpile(script, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }), { exports: {}, ...page })
}

const neededIn = (err: string): ReadonlyArray<string> => [...err.matchAll(/^note: (\S+): the output needs it/gm)].map(([, name]) => name ?? '')

describe.each([...fixtures])('fixture %s', (number, files) => {
  it('is printed, with everything that a person has to know', () => {
    const { out, err } = run('migrate', ...files)
    const checked = run('migrate', '--check', ...files)
    const all = [out, err, `--check: ${checked.code}`, checked.out, checked.err].join('\n')
    expect(all).toBe(readFileSync(join(folder, 'expected', `${number}.txt`), 'utf8'))
  })

  it('is a script that a page runs, as soon as it has the names that were named', () => {
    const { out, err } = run('migrate', ...files)
    expect(() => runOnPage(out, neededIn(err))).not.toThrow()
  })
})

describe('a name that is missing', () => {
  it('is missed by the page: the fixtures would show it', () => {
    const { out } = run('migrate', ...(fixtures.get('10') ?? []))
    expect(() => runOnPage(out, [])).toThrow('Shop is not defined')
  })
})

it('the output is right for the service once it is filled in', () => {
  const needing = [...fixtures].filter(([, files]) => {
    const filled = run('migrate', ...files).out.replaceAll('YOUR_REGION_DOMAIN', 'mypurecloud.com')
    const read = readConfiguration([{ name: 'output', text: filled }])
    return read._tag === 'Left' || check(read.right.widgets).problems.length > 0
  })
  expect(needing.map(([number]) => number)).toEqual(['09']) // asks for more messages at once than there may be, before and after
})

it('checks with the back ends of the script bundle', () => {
  const script = readFileSync(join(__dirname, '../../../adapters/bus/scripts/all.ts'), 'utf8')
  const names = /\[(.*)\]/.exec(script)?.[1]?.split(', ') ?? []
  const checked = readFileSync(join(__dirname, '../../../adapters/cli/check.ts'), 'utf8')
  expect(/BackEnd> = \[(.*)\]/.exec(checked)?.[1]?.split(', ').sort()).toEqual(names.sort())
  expect(backEnds).toHaveLength(names.length)
})

describe('the program', () => {
  it.each([
    [['migrate'], 'expected "migrate FILE"'],
    [['--check', 'x'], 'expected "migrate FILE"'],
    [['migrate', 'nowhere.js'], 'nowhere.js: no such file, or it cannot be read.'],
    [['migrate', '--chekc', 'x'], "Unknown option '--chekc'"]
  ])('%j: says what is wrong, prints nothing and fails', (args, sentence) => {
    const { code, out, err } = run(...args)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(sentence)
  })

  it('says how it is used', () => {
    expect(run('--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('migrate --check FILE') })
  })
})
