/** How long the proofs run, and with which seed: `npm run proofs -- --runs N --seed S`, else a short form. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const given = (name: string): number | undefined => {
  const text = process.env[name]
  return text === undefined || text === '' ? undefined : Number(text)
}

/** Frames of the short form. */
const SHORT = 20_000

/** Mutated frames for each back end. Everything else is measured by it. */
export const frames = given('PROOFS_RUNS') ?? SHORT
/** Mutated answers for each back end. */
export const answers = Math.ceil(frames / 5)
/** Histories for each law and back end. */
export const histories = Math.ceil(frames / 200)
/** Messages of the soak, of which one in 200 meets a fault. */
export const messages = Math.ceil(frames / 10)

/** Another one each time, unless it is given. */
export const seed = given('PROOFS_SEED') ?? Date.now() % 1_000_000_000

/** Says how to have the same again, when a test file ends. */
export const announceSeed = (): void => {
  afterAll(() => {
    process.stdout.write(`proofs: --runs ${frames} --seed ${seed}\n`)
  })
}

/** Longest that one proof may take, in ms: the long form runs for minutes. */
export const patience = 30_000 + frames * 5

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Bytes of the heap that are in use after what nobody holds has been collected. */
export const heap = async (): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve)) // lets go of what waits for its turn
  collect()
  return process.memoryUsage().heapUsed
}
