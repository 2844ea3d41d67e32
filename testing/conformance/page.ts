/** A page of the customer: a service over the transport, what it was told, and commands that must be answered once and in time. */
import { filter, firstValueFrom, map, of, startWith, timeout, toArray } from 'rxjs'
import { createService } from '../../lib'
import type { Answered, ChatEvent, CommandName, EventName, Message } from '../../lib'
import { judge } from './judge'
import type { Ledger, SupportRow } from './support'
import type { Stage } from './Stage'

/** What a check works with. */
export interface Page {
  /** Everything told so far. */
  readonly events: ReadonlyArray<ChatEvent>
  /** Names of all of it. */
  readonly names: () => ReadonlyArray<EventName>
  /** Every message told so far, in the order in which it was told. */
  readonly messages: () => ReadonlyArray<Message>
  /** Texts of what people said, of those messages. */
  readonly texts: () => ReadonlyArray<string>
  /** Issues a command. Rejects when it has no answer in time, or two. `row`: what it proves; the command unless given. */
  readonly ask: <N extends CommandName>(name: N, options?: unknown, row?: SupportRow) => Promise<Answered<N>>
  /** The result of a command that has to succeed. */
  readonly done: (name: CommandName, options?: unknown) => Promise<unknown>
  /** The `_tag` of the failure, with its reason where there is one, of a command that has to fail. */
  readonly refused: (name: CommandName, options?: unknown) => Promise<string>
  /** Waits until it holds of what was told. `what` stands in the complaint. */
  readonly until: (what: string, holds: () => boolean) => Promise<void>
  /** Waits for the event, the `count`th one. */
  readonly sees: (name: EventName, count?: number) => Promise<void>
  /** Waits until somebody has said this. */
  readonly hears: (text: string) => Promise<void>
  /** Lets go of the page, as a navigation does, and complains of what was not as the contract has it. */
  readonly leave: () => void
  /** Lets go of it without a word. */
  readonly close: () => void
}

/** Fails a check: what was expected, and what there was instead. */
export const expecting = (expected: unknown, found: unknown, what: string): void => {
  const [wanted, had] = [JSON.stringify(expected), JSON.stringify(found)]
  if (wanted !== had) throw new Error(`${what}: expected ${wanted}, found ${had}`)
}

/** Opens a page. `ledger`: where it is written down what was proven. */
export const openPage = (stage: Stage, { ledger, patience }: { readonly ledger: Ledger; readonly patience: number }): Page => {
  const key$ = of({ type: 'key' as const, text: 'typed' })
  const service = createService({ transport: stage.open(), config: stage.config, inputs: () => key$ })
  const events: ChatEvent[] = []
  let hasLeft = false
  service.event$.subscribe((event) => {
    events.push(event)
    ledger.told(event._tag)
  })

  const names = (): ReadonlyArray<EventName> => events.map(({ _tag }) => _tag)
  const messages = (): ReadonlyArray<Message> => events.flatMap((event) => (event._tag === 'messageReceived' ? event.data.messages : []))
  const texts = (): ReadonlyArray<string> => messages().filter(({ type }) => type === 'Message' || type === 'Structured').map(({ text }) => text)

  const late = (what: string) => () => {
    throw new Error(`${what}: nothing within ${patience} ms. Told: ${names().join(', ')}`)
  }

  const until: Page['until'] = async (what, holds) => {
    await firstValueFrom(service.event$.pipe(startWith(undefined), map(holds), filter(Boolean), timeout({ first: patience, with: late(what) })))
  }

  const ask: Page['ask'] = async (name, options, row = name) => {
    // Whoever checks says which options a command takes, and may say wrong ones on purpose.
    const answer$ = service.request(name, options).pipe(filter((given) => given._tag !== 'Progress'), toArray())
    const answers = await firstValueFrom(answer$.pipe(timeout({ first: patience, with: late(name) })))
    if (answers.length !== 1 || answers[0] === undefined) throw new Error(`${name}: expected one answer, found ${answers.length}`)
    const answer = answers[0]
    ledger.answered(row, answer._tag === 'Right' ? 'done' : answer.left._tag)
    return answer as Answered<typeof name> // the answer to the command of this name: `request` is typed for names that nobody knows
  }

  return {
    events,
    names,
    messages,
    texts,
    ask,
    until,
    done: async (name, options) => {
      const answer = await ask(name, options)
      if (answer._tag === 'Left') throw new Error(`${name}: expected an answer, found ${answer.left._tag}: ${answer.left.text}`)
      return answer.right
    },
    refused: async (name, options) => {
      const answer = await ask(name, options)
      if (answer._tag === 'Right') throw new Error(`${name}: expected a refusal, found an answer`)
      return answer.left._tag === 'InvalidState' ? answer.left.reason : answer.left._tag
    },
    sees: (name, count = 1) => until(`event ${name}`, () => names().filter((one) => one === name).length >= count),
    hears: (text) => until(`message ${JSON.stringify(text)}`, () => texts().includes(text)),
    leave: () => {
      if (hasLeft) return
      hasLeft = true
      service.dispose()
      const problems = judge(events)
      if (problems.length > 0) throw new Error(`${problems.join('; ')}. Told: ${names().join(', ')}`)
    },
    close: service.dispose
  }
}
