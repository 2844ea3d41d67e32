/** Checks that a back end keeps what the contract promises, whichever it is and whatever its server: for whoever writes one. */
import { checks } from './checks'
import { openPage } from './page'
import type { Page } from './page'
import type { Subject } from './Stage'
import { createLedger } from './support'
import type { Support } from './support'

export type { Later, Moves, Stage, Subject } from './Stage'
export type { Support, SupportRow } from './support'

/** One check, to be run by any test runner: `it(name, run)`. */
export interface ConformanceCheck {
  /** What has to hold. */
  readonly name: string
  /** Rejects with a sentence that says what was expected and what there was instead. */
  readonly run: () => Promise<void>
}

/** All checks of one back end, and what they have proven. */
export interface Conformance {
  readonly checks: ReadonlyArray<ConformanceCheck>
  /** Which commands and events the back end has, as far as checks have run. */
  readonly support: () => Support
}

/** ms. */
const PATIENCE = 10_000

/** The checks of a back end. What its stage cannot do is not checked; what the back end says it cannot do has to be refused by name. */
export const conformance = ({ stage, patience = PATIENCE }: Subject): Conformance => {
  const ledger = createLedger()

  const run = async (check: (typeof checks)[string]): Promise<void> => {
    const set = await stage()
    const pages: Page[] = []
    const page = (): Page => {
      const one = openPage(set, { ledger, patience })
      pages.push(one)
      return one
    }
    try {
      await check({ stage: set, page })
      for (const one of pages) one.leave()
    } finally {
      for (const one of pages) one.close()
      await set.close()
    }
  }

  return {
    checks: Object.entries(checks).map(([name, check]) => ({ name, run: () => run(check) })),
    support: ledger.support
  }
}
