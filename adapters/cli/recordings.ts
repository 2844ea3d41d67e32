/** The part of the program that reads recordings of chats: `replay` and `diagram`. */
import { readFileSync } from 'node:fs'

/** What it needs of `webchat-service/testing`: handed in, for adapters do not know the kit. */
export interface Recordings<Lines> {
  /** Throws an `Error` that names the line which is none. */
  readonly readRecording: (text: string) => Lines
  readonly replay: (lines: Lines) => { readonly same: boolean; readonly text: string }
  readonly printTest: (lines: Lines) => string
  readonly drawRecording: (lines: Lines) => string
}

/** Whether a command of the program is one for recordings. */
export const isForRecordings = (command: unknown): command is 'replay' | 'diagram' => command === 'replay' || command === 'diagram'

const fail = (sentence: string): number => {
  process.stderr.write(`webchat-service: ${sentence}\n`)
  return 1
}

const STANDARD_INPUT = 0

const runReplay = <Lines>({ replay, printTest }: Recordings<Lines>, lines: Lines): number => {
  const { same, text } = replay(lines)
  process.stdout.write(printTest(lines))
  process.stderr.write(`${text}\n`)
  return same ? 0 : fail('what is told now is not what was told then.')
}

/** Runs `replay FILE` or `diagram FILE`, and answers with the exit code: 0 when it is done, 1 when it failed. */
export const runOnRecording = <Lines>(args: ReadonlyArray<string>, kit: Recordings<Lines>): number => {
  const [command, file, ...rest] = args
  if (!isForRecordings(command) || file === undefined || rest.length > 0) return fail('expected "replay FILE" or "diagram FILE".')
  try {
    const lines = kit.readRecording(readFileSync(file === '-' ? STANDARD_INPUT : file, 'utf8'))
    if (command === 'replay') return runReplay(kit, lines)
    process.stdout.write(kit.drawRecording(lines))
    return 0
  } catch (error) {
    return fail(`${file}: ${error instanceof Error ? error.message : 'it cannot be used.'}`)
  }
}
