/** In the place of polling where news comes by itself: only whether the chat server is away is still counted. */
import { EMPTY } from 'rxjs'
import type { SignalName } from '../../../../lib'
import { refused } from '../../../../lib/timeouts'
import { UNSUPPORTED } from '../../../../lib/Transport'
import { counted, noOutage, signalOf } from '../../polling/outage'
import type { Poller } from '../../polling/poller'

/** Polling as commands steer it. */
export type Steering = Omit<Poller, 'pace' | 'polls' | 'probe'>

const nothing = (): void => undefined

/** `limit`: how many deliveries in a row may go unserved before the chat server counts as away. */
export const createUnpolled = (limit: number, tell: (name: SignalName) => void): Steering => {
  let outage = noOutage
  return {
    due$: EMPTY,
    once: () => refused(UNSUPPORTED, 'Polling is not supported when using CometD'),
    start: nothing,
    stop: nothing,
    pause: nothing,
    sleep: nothing,
    wake: nothing,
    hasten: nothing,
    answered: (isServed) => {
      const before = outage
      outage = counted(before, isServed, limit)
      const signal = signalOf(before, outage)
      if (signal !== undefined) tell(signal)
    },
    resetExceptions: () => {
      outage = noOutage
    },
    dispose: nothing
  }
}
