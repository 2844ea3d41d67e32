/** Whether the bench runs: every message is heard, in order, over both back ends and real sockets. Needs `npm run build`. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')

it('measures the floor and both back ends', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'bench-')), 'measured.json')
  const names = ['floor', 'guestChat', 'webMessaging']

  const printed = execFileSync(process.execPath, ['bench/run.mjs', '--only', names.join(), '--messages', '100', '--rounds', '1', '--json', file], {
    cwd: root,
    encoding: 'utf8'
  })

  const { throughput } = JSON.parse(readFileSync(file, 'utf8'))
  expect(throughput.map(({ name }: { name: string }) => name)).toEqual(names)
  expect(throughput[0].ratio.median).toBe(1)
  expect(printed).toContain('web messaging')
})
