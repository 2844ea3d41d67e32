/** How long the proofs run, and with which seed: `npm run proofs -- --runs N --seed S`, else a short form. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const given = (name: string): number | undefined => {
  const text = process.env[name]
  return text === undefined || text === '' ? undefined : Number(text)
}

const runs = given('PROOFS_RUNS')

/** `short` runs with every other spec, in a few seconds. */
const share = (long: number, short: number): number => (runs === undefined ? short : Math.ceil(runs * long))

/** Mutated frames for each back end. */
export const frames = share(1, 20_000)
/** Mutated answers for each back end. Each costs a hundred times as much as a frame. */
export const answers = share(1 / 5, 500)
/** Histories for all laws, of each back end. */
export const histories = share(1 / 200, 60)
/** Messages of the soak, of which one in 200 meets a fault. */
export const messages = share(1 / 10, 4_000)

/** Another one each time, unless it is given. */
export const seed = given('PROOFS_SEED') ?? Date.now() % 1_000_000_000

/** For claims about averages, which a rare throw of the dice may break: always the same, unless it is given. */
export const steadySeed = given('PROOFS_SEED') ?? 1

/** Says how to have the same again, when a test file ends. */
export const announceSeed = (): void => {
  afterAll(() => {
    process.stdout.write(`proofs: ${runs === undefined ? 'short form' : `--runs ${runs}`} --seed ${seed}\n`)
  })
}

/** Longest that one proof may take, in ms: the long form runs for minutes. */
export const patience = 60_000 + frames * 10

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Bytes of the heap that are in use after what nobody holds has been collected. */
export const heapNow = (): number => {
  collect()
  return process.memoryUsage().heapUsed
}

/** The same, when what waits for its turn has been let go, too. */
export const heap = async (): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve))
  return heapNow()
}
