/** A back end that is chosen when no `transport.type` is named is still chosen when it is shared among tabs. */
import { configure } from '../../../adapters/bus/configure'
import { nodeEnvironment } from '../../../adapters/node'
import { sharedAmongTabs } from '../../../adapters/tabs/sharedAmongTabs'
import { gms } from '../../../adapters/transports/gms'
import { guestChat } from '../../../adapters/transports/guestChat'
import type { Environment } from '../../../adapters/transports/Environment'
import { NEVER } from 'rxjs'

const tabs: NonNullable<Environment['tabs']> = { lock: () => NEVER, channel: () => ({ heard$: NEVER, post: () => undefined }), present$: NEVER } as never // never reached: nothing is asked

it.each([['alone', {}], ['among tabs', { tabs }]])('%s', (_, more) => {
  const backEnds = [guestChat, gms].map(sharedAmongTabs)
  const opened = configure({ dataURL: 'https://gms.test/genesys/2/chat/support' }, { backEnds, environment: { ...nodeEnvironment(), ...more } })
  expect(opened._tag).toBe('Right')
})
