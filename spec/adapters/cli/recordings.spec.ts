/** The program on recordings: what it prints, and what it says when there is nothing to print. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runOnRecording } from '../../../adapters/cli/recordings'
import * as kit from '../../../testing'

const run = (text: string, command: string): { readonly code: number; readonly out: string; readonly err: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'recording-'))
  const file = join(folder, 'chat.jsonl')
  writeFileSync(file, text)
  const written = { out: '', err: '' }
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((it) => { written.out += String(it); return true })
  const err = jest.spyOn(process.stderr, 'write').mockImplementation((it) => { written.err += String(it); return true })
  try {
    const code = runOnRecording([command, file], kit)
    return { code, ...written, err: written.err.replace(folder, '') }
  } finally {
    out.mockRestore()
    err.mockRestore()
    rmSync(folder, { recursive: true })
  }
}

const recording = (): ReadonlyArray<string> => {
  const lines: string[] = []
  const transport = kit.memoryTransport()
  const service = kit.record({ transport, write: (line) => lines.push(line.replace(/"at":\d+/, '"at":0')) })
  service.command('startChat').subscribe()
  transport.deliver(kit.agentSays('Ava', 'hi'))
  service.command('endChat').subscribe()
  return lines
}

it('replay prints a marble test, and to standard error what was told then and now', () => {
  const { code, out, err } = run(recording().join('\n'), 'replay')
  expect([code, out.includes("it('as it was recorded', marbles((m) => {"), err.split('\n').map((line) => line.split(' ')[0])]).toEqual([0, true, ['ms', 'then', 'now', '']])
})

it('replay fails when something else is told now', () => {
  const { code, err } = run(recording().filter((line) => !line.includes('"ended"')).join('\n'), 'replay')
  expect([code, err.endsWith('webchat-service: what is told now is not what was told then.\n')]).toEqual([1, true])
})

it('diagram prints a picture', () => {
  const { code, out, err } = run(recording().join('\n'), 'diagram')
  expect([code, out.slice(0, 4), out.endsWith('</svg>\n'), err]).toEqual([0, '<svg', true, ''])
})

it('says which line is none, and what it can do', () => {
  expect(run('what', 'replay')).toEqual({ code: 1, out: '', err: 'webchat-service: /chat.jsonl: recording: expected a line of a recording, found something else in line 1\n' })
  expect((run('', 'paint')).err).toBe('webchat-service: expected "replay FILE" or "diagram FILE".\n')
})
