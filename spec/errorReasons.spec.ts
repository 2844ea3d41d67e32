/** The page that lists why something failed has every reason that there is a constant for, once. */
import { readFileSync } from 'fs'
import { join } from 'path'
import * as transport from '../lib/Transport'

test('docs/errors.md has a row for each', () => {
  const constants = Object.values<unknown>(transport).filter((value) => typeof value === 'string')
  const page = readFileSync(join(__dirname, '../docs/errors.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(\w+)` \| .+ \|$/gm)].map(([, reason]) => reason)
  expect(constants.length).toBeGreaterThan(10)
  expect([...rows].sort()).toEqual([...constants].sort())
})
