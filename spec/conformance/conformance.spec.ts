/**
 * Every back end of ours keeps what the contract promises, over real sockets; and the README's tables say what came of it.
 * `npm run support` writes these tables anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventNames } from '../../lib'
import { commandNames } from '../../lib/CommandMap'
import { conformance } from '../../testing'
import { subjects } from './subjects'
import { commandGroups, eventGroups, supportTables } from './supportTable'

jest.setTimeout(60_000)

const runs = subjects.map((subject) => ({ ...subject, ...conformance(subject) }))

describe.each(runs)('$name', ({ checks }) => {
  it.each(checks)('$name', ({ run }) => run())
})

describe('the tables of the README', () => {
  const file = join(__dirname, '../../README.md')
  const [begins, ends] = ['<!-- support: begins -->', '<!-- support: ends -->']

  it('have every command and every event, once', () => {
    expect(commandGroups.flat().filter((row) => row !== 'updateUserData during the chat').sort()).toEqual(commandNames.filter((name) => name !== 'configure').sort())
    expect(eventGroups.flat().sort()).toEqual(eventNames.filter((name) => name !== 'ready').sort())
  })

  it('have a back end for each of their rows, but for these', () => {
    const all = runs.map((run) => run.support())
    const commands = commandGroups.flat().filter((row) => !all.some((support) => support.commands[row] === true))
    const events = eventGroups.flat().filter((row) => !all.some((support) => support.events[row] === true))
    expect([commands, events]).toEqual([[], ['sessionLost']])
  })

  it('say what was proven just now', () => {
    const readme = readFileSync(file, 'utf8')
    const [from, to] = [readme.indexOf(begins) + begins.length, readme.indexOf(ends)]
    const proven = `\n${supportTables(runs.map((run) => ({ ...run, support: run.support() })))}\n`
    if (process.env['SUPPORT'] === 'write') return writeFileSync(file, `${readme.slice(0, from)}${proven}${readme.slice(to)}`)
    expect(readme.slice(from, to)).toBe(proven)
  })
})
