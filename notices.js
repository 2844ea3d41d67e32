/**
 * Writes `dist/THIRD-PARTY-LICENSES.txt`: the licence of every package that is inlined into something in `dist`. Runs after rollup and
 * webpack, and reads their source maps, since these name every module that is left in what they made.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const dist = new URL('dist/', import.meta.url)

/** `node_modules/name` or `node_modules/@scope/name`: where the package of a module lies. */
const PACKAGE = /node_modules\/(?:@[^/]+\/)?[^/]+/

/** The folders of the packages that are inlined into the file with this map. */
const packagesIn = (map) => {
  const { sources } = JSON.parse(readFileSync(new URL(map, dist), 'utf8'))
  return sources.flatMap((source) => PACKAGE.exec(source) ?? [])
}

/** The notice of one package: what it is, and its licence as the package has it. */
const noticeOf = (folder) => {
  const place = new URL(`${folder}/`, import.meta.url)
  const { name, version, license } = JSON.parse(readFileSync(new URL('package.json', place), 'utf8'))
  const files = readdirSync(place)
  // Some have it in a section of their README.
  const file = files.find((each) => /^licen[cs]e/i.test(each)) ?? files.find((each) => /^readme/i.test(each) && /redistribution and use|permission is hereby granted/i.test(readFileSync(new URL(each, place), 'utf8')))
  if (file === undefined) throw new Error(`${name} ${version} is inlined, and has no licence file that could be shipped`)
  return `${name} ${version} (${license})\n\n${readFileSync(new URL(file, place), 'utf8').trim()}\n`
}

const maps = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith('.map'))
const folders = [...new Set(maps.flatMap(packagesIn))].sort()
writeFileSync(new URL('THIRD-PARTY-LICENSES.txt', dist), folders.map(noticeOf).join(`\n${'-'.repeat(80)}\n\n`))
