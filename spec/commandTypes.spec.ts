/** What the compiler knows of the commands. `tsc` checks this file; next to nothing in it is run. */
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Agent, Answered, CommandMap, CommandName, Data, Events, Failure, FailureOf, Message, OptionsOf, Preprocessor, Progress, Response, ResultOf, Service, Stats, UnknownCommand } from '../lib'
import type { WebChatCommands } from '../adapters/bus'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** What each command answers with. Results are inferred: a wrong one would compile without this. */
interface Results {
  addPrefilter: RegExp[]
  asyncRestore: undefined
  configure: never
  downloadFile: undefined
  endChat: Response
  fetchHistory: Response
  getAgents: { agents: Record<string, Agent> }
  getFileLimits: Response
  getSessionData: Data
  getStats: Stats
  getTranscript: { messages: Message[]; originalMessages: unknown[] }
  pausePoll: undefined
  poll: undefined
  registerPreProcessor: Preprocessor
  registerTypingPreviewInput: undefined
  resetPollExceptions: undefined
  restore: undefined
  sendCustomNotice: Response
  sendFile: Response
  sendFilteredMessage: undefined
  sendMessage: Response
  sendTyping: Response | undefined
  sleep: undefined
  startChat: Events['started']
  startPoll: undefined
  stopPoll: undefined
  updateInteractionData: Data
  updateUserData: Data | Response
  verifySession: { sessionActive: boolean }
  wake: undefined
}
type WrongResults = { [N in CommandName]: Same<ResultOf<N>, Results[N]> extends true ? never : N }[CommandName]

/** What can keep each command from its result, beside `InvalidOptions` and `Disposed`, which all have. */
type Calls = 'Timeout' | 'NetworkError' | 'ErrorResponse'
interface Failures {
  addPrefilter: never
  asyncRestore: Calls | 'alreadyActive' | 'alreadyRestoring' | 'nothingToRestore'
  configure: 'alreadyConfigured'
  downloadFile: Calls | 'fileDownload' | 'noSession'
  endChat: Calls | 'noSession'
  fetchHistory: Calls | 'pagination' | 'noSession' | 'noMoreHistory'
  getAgents: never
  getFileLimits: Calls | 'fileLimits' | 'noSession'
  getSessionData: never
  getStats: never
  getTranscript: never
  pausePoll: Calls | 'polling' | 'noSession'
  poll: Calls | 'polling' | 'noSession' | 'stillPolling'
  registerPreProcessor: never
  registerTypingPreviewInput: never
  resetPollExceptions: Calls | 'polling'
  restore: Calls | 'alreadyActive' | 'alreadyRestoring' | 'nothingToRestore'
  sendCustomNotice: Calls | 'customNotice' | 'noSession'
  sendFile: Calls | 'fileUpload' | 'noSession'
  sendFilteredMessage: Calls | 'noSession'
  sendMessage: Calls | 'noSession'
  sendTyping: Calls | 'noSession'
  sleep: Calls
  startChat: Calls | 'alreadyActive'
  startPoll: Calls | 'polling' | 'noSession'
  stopPoll: Calls | 'polling' | 'noSession'
  updateInteractionData: 'alreadyActive'
  updateUserData: Calls | 'userDataUpdate'
  verifySession: never
  wake: Calls
}
/** One word for each: the reason, the capability, or the tag. */
type WordOf<F> = F extends { readonly reason: infer R } ? R : F extends { readonly capability: infer C } ? C : F extends { readonly _tag: infer T } ? T : never
type WrongFailures = { [N in CommandName]: Same<WordOf<FailureOf<N>>, Failures[N] | 'InvalidOptions' | 'Disposed'> extends true ? never : N }[CommandName]

export const none: [Same<WrongResults, never>, Same<WrongFailures, never>, Same<keyof CommandMap, CommandName>] = [true, true, true]

/** The bus has the same, but for what it answers itself and for fields that it passes on. */
type Differs = { [N in CommandName]: Same<WebChatCommands[N]['result'], ResultOf<N>> extends true ? never : N }[CommandName]
type Widened = { [N in CommandName]: Same<WebChatCommands[N]['options'], OptionsOf<N>> extends true ? never : N }[CommandName]
export const onTheBus: [Same<Differs, 'configure'>, Same<Widened, 'configure' | 'startChat' | 'sendMessage' | 'sendCustomNotice'>] = [true, true]

export const calls = (service: Service): void => {
  service.command('startChat')
  service.command('startChat', { nickname: 'Ann', form: { lastName: 'Lee', 'loyalty card': 7 }, userData: { vip: true }, interactionData: { routing: { priority: 5 } } })
  service.command('startChat', undefined)
  service.command('sendMessage', { message: 'hi' })
  service.command('updateUserData', { anything: [1] })
  // @ts-expect-error a text is wanted
  service.command('startChat', { nickname: 5 })
  // @ts-expect-error misspelt
  service.command('startChat', { nicknam: 'Ann' })
  // @ts-expect-error misspelt, and not passed on: `request` would
  service.command('sendMessage', { message: 'hi', contents: [] })
  // @ts-expect-error data is an object
  service.command('startChat', { userData: 'vip' })
  // @ts-expect-error no message
  service.command('sendMessage')
  // @ts-expect-error no message either
  service.command('sendMessage', {})
  // @ts-expect-error a text is wanted
  service.command('sendMessage', { message: 7 })
  // @ts-expect-error a regular expression is wanted
  service.command('addPrefilter', { filters: 'secret' })
  // @ts-expect-error a function is wanted
  service.command('registerPreProcessor', { preprocessor: 'bold' })
  // @ts-expect-error it takes nothing
  service.command('endChat', { force: true })
  // @ts-expect-error no such command
  service.command('sendMesage', { message: 'hi' })
  // @ts-expect-error nor this
  service.command('toString')
  // @ts-expect-error nobody asks who asks
  service.command('restore', {}, 'WebChatService')
  service.command('startChat').subscribe((answer) => {
    if (answer._tag === 'Right') answer.right.data satisfies Data
    // @ts-expect-error there is no such field
    else expect(answer.left.sentence)
  })
  // @ts-expect-error progress is no answer: `request` tells of it
  service.command('startChat').subscribe((answer) => answer._tag === 'Progress')
}

export const relays = (service: Service, name: unknown, options: unknown): void => {
  service.request(name, options).subscribe((answer) => {
    if (answer._tag === 'Progress') answer satisfies Progress
    else if (answer._tag === 'Left') answer.left satisfies Failure
  })
  service.request('sendFile', options).subscribe((answer) => {
    if (answer._tag === 'Right') answer.right satisfies Response
    else if (answer._tag === 'Left') answer.left satisfies Exclude<FailureOf<'sendFile'>, UnknownCommand>
  })
}

/** All that can keep a message from being sent: a case too few, or one too many, does not compile. */
const why = (failure: FailureOf<'sendMessage'>): string => {
  switch (failure._tag) {
    case 'InvalidState':
      return failure.reason === 'noSession' ? 'Start a chat first.' : failure.reason satisfies never
    case 'InvalidOptions':
      return failure.fields.map(({ path, expected }) => `${path}: ${expected}`).join()
    case 'ErrorResponse':
      return `${failure.status} ${failure.code}`
    case 'NetworkError':
      return failure.code
    case 'Timeout':
    case 'Disposed':
      return failure.text
  }
}

export const impossible = (failure: FailureOf<'sendMessage'>): boolean =>
  // @ts-expect-error every back end has messages
  failure._tag === 'Unsupported'

const status = (answer: Answered<'sendMessage'>): number =>
  pipe(
    answer,
    E.map((response) => response.status),
    E.getOrElse(() => 0)
  )

it('a failure is told apart by its tag, and an answer is an Either of fp-ts', () => {
  expect(why({ _tag: 'ErrorResponse', status: 429, code: 'tooManyRequests', text: '', response: { status: 429, statusText: '', responseText: '' } })).toBe('429 tooManyRequests')
  expect(status({ _tag: 'Right', right: { status: 200, statusText: 'OK', responseText: '' } })).toBe(200)
})
