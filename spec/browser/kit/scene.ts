/** A stage for a whole spec: opened once, cleared after every test, and without complaints of any page. */
import { customer, startChat } from './customer'
import type { Customer } from './customer'
import { openStage } from './stage'
import type { Stage, Visit } from './stage'

export interface Chat {
  readonly id: string
  readonly memberId: string
}

export interface Scene {
  readonly stage: () => Stage
  readonly visit: Stage['visit']
  /** A person on the demo page. */
  readonly arrive: (path?: string, options?: Parameters<Stage['visit']>[1]) => Promise<Customer>
  /** Starts a chat and lets an agent join it. */
  readonly inChat: (who: Customer, nickname: string, agent?: string) => Promise<Chat>
  /** What was said in a conversation, as the server has it. */
  readonly texts: (id: string) => ReadonlyArray<string>
}

export const setScene = (): Scene => {
  let opened: Stage | undefined
  let visits: Visit[] = []

  const stage = (): Stage => {
    if (!opened) throw new Error('The stage is open only while tests run.')
    return opened
  }

  beforeAll(async () => {
    opened = await openStage()
  })
  afterEach(async () => {
    const complaints = visits.flatMap((visit) => visit.complaints())
    await Promise.all(visits.map(({ page }) => page.context().close()))
    visits = []
    stage().sandbox.control.clearFaults()
    expect(complaints).toEqual([])
  })
  afterAll(() => opened?.close())

  const visit: Stage['visit'] = async (...given) => {
    const visited = await stage().visit(...given)
    visits.push(visited)
    return visited
  }

  return {
    stage,
    visit,
    arrive: async (path = '/', options = {}) => customer((await visit(path, options)).page),
    inChat: async (who, nickname, agent = 'Alex') => {
      const { sandbox } = stage()
      const id = await startChat(sandbox, who, nickname)
      const { memberId } = sandbox.control.addAgent(id, { name: agent })
      await who.sees(`${agent} joined the chat`)
      return { id, memberId }
    },
    texts: (id) => stage().sandbox.control.conversation(id).messages.filter(({ kind }) => kind === 'text').map(({ text }) => text)
  }
}
