/** What goes with everything that is built: a banner, the licences of what is inlined, maps to the TypeScript. Needs `npm run build`. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import type { SourceMapPayload } from 'node:module'
import { join, posix } from 'node:path'

const root = join(__dirname, '..', '..')
const dist = join(root, 'dist')
const read = (file: string): string => readFileSync(join(dist, file), 'utf8')

const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<'name' | 'version' | 'license', string>

/** Every file of code, as `dist` has it. */
const built = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[cm]?js$/.test(file))

const SCRIPT_BUNDLES = ['webchat-service.bus.min.js', 'webchat-service.bus.guest-chat.min.js', 'webchat-service.bus.web-messaging.min.js', 'webchat-service.bus.gms.min.js', 'webchat-service.bus.multicloud-v3.min.js', 'webchat-service.cometd.min.js']
const PROGRAM = ['cli.mjs']
/** The entries of the npm package, and what they share. */
const NPM_PACKAGE = built.filter((file) => ![...SCRIPT_BUNDLES, ...PROGRAM].includes(file))

const mapOf = (file: string): SourceMapPayload => JSON.parse(read(`${file}.map`))

/** A source of a map, as a path from the root of the repository. */
const pathOf = (file: string, source: string): string =>
  source.startsWith('webpack://') ? posix.normalize(source.replace(/^webpack:\/\/[^/]+\//, '')) : posix.join('dist', posix.dirname(file), source)

/** What a map says that a file is made of. */
const sourcesOf = (file: string): ReadonlyArray<string> => mapOf(file).sources.map((source) => pathOf(file, source))

const packagesOf = (file: string): ReadonlyArray<string> =>
  [...new Set(sourcesOf(file).flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []))].sort()

it('finds what is built', () => {
  expect(built).toEqual(expect.arrayContaining(['index.mjs', 'index.cjs', 'transports/guest-chat.mjs', ...SCRIPT_BUNDLES, ...PROGRAM]))
})

it('has a banner as its first line: name, version, licence, and where the others are', () => {
  const banner = `/*! ${name} ${version} | ${license} licence | libraries inside: see THIRD-PARTY-LICENSES.txt of the package */`
  expect(built.filter((file) => read(file).split('\n')[0] !== banner)).toEqual([])
})

/** What runs on pages. */
const PAGE_LIBRARIES = ['cometd', 'filename-reserved-regex', 'filenamify', 'fp-ts', 'io-ts', 'js-cookie', 'rxjs', 'tslib', 'uuid']

/** What turns streams into async iterables, for consumers of the npm package. */
const STREAM_LIBRARIES = ['rxjs-for-await']

/** What reads scripts: parsers, names and their scopes, TypeScript; and what a back end checks its configuration with. */
const PROGRAM_LIBRARIES = [
  '@jridgewell/gen-mapping', '@jridgewell/sourcemap-codec', 'acorn', 'acorn-walk', 'cometd', 'eslint-scope', 'esrecurse', 'estraverse',
  'filename-reserved-regex', 'filenamify', 'fp-ts', 'io-ts', 'lines-and-columns', 'rxjs', 'sucrase', 'ts-interface-checker', 'tslib'
]

describe('the notices', () => {
  const notices = read('THIRD-PARTY-LICENSES.txt')
  const named = [...notices.matchAll(/^(\S+) \d+\.\d+\.\d+ \([\w.-]+\)$/gm)].map(([, each]) => each)

  it('are in the package', () => {
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' })
    expect(packed).toContain('"dist/THIRD-PARTY-LICENSES.txt"')
  })

  it('name every package that is inlined anywhere, and no other', () => {
    expect(named).toEqual([...new Set([...PROGRAM_LIBRARIES, ...PAGE_LIBRARIES, ...STREAM_LIBRARIES])].sort())
    expect([...new Set(built.flatMap(packagesOf))].sort()).toEqual(named)
  })

  it.each<[string, ReadonlyArray<string>, ReadonlyArray<string>]>([
    ['the npm package', NPM_PACKAGE, [...PAGE_LIBRARIES, ...STREAM_LIBRARIES].filter((name) => name !== 'rxjs' && name !== 'tslib').sort()],
    ['the script bundles', SCRIPT_BUNDLES, PAGE_LIBRARIES],
    ['the program', PROGRAM, PROGRAM_LIBRARIES]
  ])('%s inlines what is expected', (_, of, expected) => {
    expect([...new Set(of.flatMap(packagesOf))].sort()).toEqual(expected)
  })

  it.each([
    ['acorn', 'Copyright (C) 2012-2022 by various contributors (see AUTHORS)'],
    ['acorn-walk', 'Copyright (C) 2012-2020 by various contributors (see AUTHORS)'],
    ['eslint-scope', 'Copyright (C) 2012-2013 Yusuke Suzuki (twitter: @Constellation) and other contributors.'],
    ['esrecurse', 'Copyright (C) 2014 [Yusuke Suzuki](https://github.com/Constellation)'],
    ['sucrase', 'Copyright (c) 2012-2018 various contributors (see AUTHORS)'],
    ['cometd', 'Apache License'],
    ['fp-ts', 'Copyright (c) 2017-present Giulio Canti'],
    ['io-ts', 'Copyright (c) 2017 Giulio Canti'],
    ['js-cookie', 'Copyright (c) 2018 Copyright 2018 Klaus Hartl, Fagner Brack, GitHub Contributors'],
    ['rxjs', 'Copyright (c) 2015-2018 Google, Inc., Netflix, Inc., Microsoft Corp. and contributors'],
    ['tslib', 'Copyright (c) Microsoft Corporation.'],
    ['uuid', 'Copyright (c) 2010-2020 Robert Kieffer and other contributors']
  ])('give the licence of %s', (_, holder) => {
    expect(notices).toContain(holder)
  })
})

describe('the source map', () => {
  /** What a file is made of, but for libraries and what webpack adds to load a chunk: paths with the text that the map gives for each. */
  const oursIn = (file: string) => {
    const { sources, sourcesContent } = mapOf(file)
    return sources.map((source, i) => ({ path: pathOf(file, source), text: sourcesContent[i] })).filter(({ path }) => !/^(node_modules|webpack)\//.test(path))
  }

  /** There is nothing in it that a map could lead to. */
  const onlyPassesOn = (file: string): boolean =>
    read(file)
      .split('\n')
      .every((line) => /^(\/[/*]|'use strict'|import |require\(|export \{|exports\.|(var|const) \w+ = require\(|$)/.test(line))

  it.each([['the npm package', NPM_PACKAGE], ['the script bundles', SCRIPT_BUNDLES], ['the program', PROGRAM]])('of %s names what is ours as TypeScript, with its text', (_, of) => {
    const ours = of.flatMap(oursIn)
    expect(of.filter((file) => oursIn(file).length === 0 && !onlyPassesOn(file))).toEqual([])
    expect(ours.map(({ path }) => path).filter((path) => !/^(lib|adapters|testing)\/.*\.ts$/.test(path))).toEqual([])
    expect(ours.filter(({ path, text }) => text !== readFileSync(join(root, path), 'utf8'))).toEqual([])
  })

  it.each<[string, string, string]>([
    ['webchat-service.bus.min.js', '_genesys_pageTitle', 'adapters/browser/page.ts'],
    ['webchat-service.bus.web-messaging.min.js', '_genesys_pageTitle', 'adapters/browser/page.ts'],
    ['browser.mjs', '_genesys_pageTitle', 'adapters/browser/page.ts'],
    ['browser.cjs', '_genesys_pageTitle', 'adapters/browser/page.ts'],
    ['cli.mjs', 'Usage: webchat-service migrate FILE', 'adapters/cli/main.ts']
  ])('of %s leads from %p to its line', (file, text, source) => {
    const before = read(file).split(text)[0] ?? ''
    const lines = before.split('\n')
    const found = new SourceMap(mapOf(file)).findEntry(lines.length - 1, lines[lines.length - 1]?.length ?? 0)
    if (!('originalSource' in found)) throw new Error(`${file}: nothing at ${text}`)
    expect(pathOf(file, found.originalSource)).toBe(source)
    expect(readFileSync(join(root, source), 'utf8').split('\n')[found.originalLine]).toContain(text)
  })
})
