/** The pictures in docs/architecture.md are the tables of the machines: when a table changes, this prints the new picture. */
import { readFileSync } from 'fs'
import { join } from 'path'
import { transitions as backfill } from '../../../../adapters/transports/conversation/backfill'
import { transitions as link } from '../../../../adapters/transports/conversation/link'
import { drawn } from './diagram'

const page = readFileSync(join(__dirname, '../../../../docs/architecture.md'), 'utf8')

/** The Mermaid diagram under a heading. */
const pictureUnder = (heading: string): string | undefined =>
  page.split(`### ${heading}\n`)[1]?.split('```mermaid\n')[1]?.split('\n```')[0]

it('the link', () => {
  expect(pictureUnder('The link')).toBe(drawn(link, 'waiting'))
})

it('the backfill', () => {
  expect(pictureUnder('The backfill')).toBe(drawn(backfill, 'behind'))
})
