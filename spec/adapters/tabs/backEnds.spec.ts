/** A back end that is shared among tabs is chosen and configured as it is by itself. */
import { NEVER } from 'rxjs'
import { configure } from '../../../adapters/bus/configure'
import { nodeEnvironment } from '../../../adapters/node'
import { sharedAmongTabs } from '../../../adapters/tabs/sharedAmongTabs'
import type { Tabs } from '../../../adapters/tabs/Tabs'
import { gms } from '../../../adapters/transports/gms'
import { guestChat } from '../../../adapters/transports/guestChat'

/** Tabs that hear nothing of each other, and say by which names they would. */
const opening = (config: object): { readonly names: ReadonlyArray<string>; readonly problems: ReadonlyArray<string> } => {
  const names: string[] = []
  const tabs: Tabs = {
    lock: ({ name }) => {
      names.push(name)
      return NEVER
    },
    channel: (name) => {
      names.push(name)
      return { heard$: NEVER, post: () => undefined, close: () => undefined }
    },
    present$: NEVER
  }
  const opened = configure(config, { backEnds: [guestChat, gms].map(sharedAmongTabs), environment: { ...nodeEnvironment(), tabs } })
  if (opened._tag === 'Left') return { names, problems: opened.left }
  opened.right.command('restore').subscribe()
  opened.right.dispose()
  return { names: [...new Set(names.map((name) => name.replace(/webchat-service \S+ /, '')))], problems: [] }
}

it('GMS serves a configuration without a transport, and shares with pages of the same address alone', () => {
  const [one, other] = [opening({ dataURL: 'https://gms.test/1' }), opening({ dataURL: 'https://gms.test/2', transport: null })]
  expect([one.problems, other.problems]).toEqual([[], []])
  expect(one.names.length).toBeGreaterThan(0)
  expect(one.names).not.toEqual(other.names)
})
