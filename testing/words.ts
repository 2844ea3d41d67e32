/** What happens in a chat, in the words of people: each is a frame, for a letter of `hears` or for `deliver`. */
import type { Capabilities, Frame, Party, Response, SentFile, SignalName } from '../lib'
import { failure, success } from '../lib'
import { concat, concatMap, of, timer } from 'rxjs'
import type { Script } from './memoryTransport'
import { ended, gone, here, joins, leaves, lost, party, pauses, regained, said, says, typing } from './frames'

const someone = (name: string): Party => party(name, 'Agent', name.toLowerCase())
const customer = (name: string): Party => party(name, 'Client', name.toLowerCase())
const bot = (name: string): Party => party(name, 'Bot', name.toLowerCase())

/** An agent of this name joins. Their id is the name in small letters: the same name is the same person. */
export const agentJoins = (name: string): Frame => joins(someone(name))

/** The agent leaves. */
export const agentLeaves = (name: string): Frame => leaves(someone(name))

/** The agent says something. `id`: of the message; its text unless given. */
export const agentSays = (name: string, text: string, id = text): Frame => says(text, someone(name), { id })

/** The agent begins to type, or goes on. */
export const agentTypes = (name: string): Frame => typing(someone(name))

/** The agent stops typing without having said anything. */
export const agentPauses = (name: string): Frame => pauses(someone(name))

/** The customer is in the chat. */
export const customerJoins = (name: string): Frame => joins(customer(name))

/** What the customer said comes back from the back end, as it does on another tab or device. */
export const customerSays = (name: string, text: string, id = text): Frame => says(text, customer(name), { id })

/** A bot joins. */
export const botJoins = (name: string): Frame => joins(bot(name))

/** A bot says something. */
export const botSays = (name: string, text: string, id = text): Frame => says(text, bot(name), { id })

/** The agent sends a file. */
export const agentSendsFile = (name: string, file: SentFile): Frame => says('', someone(name), { id: file.id, type: 'FileUploaded', file })

/** The agent sends rich content: the back end's own elements. `id`: of the message. */
export const agentSendsContent = (name: string, content: ReadonlyArray<unknown>, id = `content of ${name}`): Frame =>
  says('', someone(name), { id, type: 'Structured', content })

/** The connection is gone. */
export const drops = (): Frame => lost

/** It is back, and nothing is missing. */
export const returns = (): Frame => regained

/** The back end ends the chat. */
export const ends = (): Frame => ended

/** Who is in a chat that is restored, and who was: agents by name. */
export const rosterOf = (there: ReadonlyArray<string>, left: ReadonlyArray<string> = []): Frame => ({
  _tag: 'Roster',
  members: [...there.map((name) => here(someone(name))), ...left.map((name) => gone(someone(name)))]
})

const page = (era: 'restored' | 'older', texts: ReadonlyArray<string>, from: Party): Frame => ({
  _tag: 'Entries',
  era,
  entries: texts.map((text) => ({ message: said(text, { id: text, from }), original: { text } }))
})

/** What this agent had said before the page was loaded, oldest first. The texts are the ids. */
export const restoredFrom = (name: string, ...texts: ReadonlyArray<string>): Frame => page('restored', texts, someone(name))

/** A page of history, older than all that is known: what this agent had said, oldest first. The texts are the ids. */
export const olderFrom = (name: string, ...texts: ReadonlyArray<string>): Frame => page('older', texts, someone(name))

/** The back end can do more or less than before. */
export const canNow = (capabilities: Partial<Capabilities>): Frame => ({ _tag: 'Changed', capabilities })

/** A fact that is only passed on, such as `sleeping`. */
export const signals = (name: SignalName): Frame => ({ _tag: 'Signal', name, data: {} })

/** Something failed that no caller waits for. */
export const failsAloud = (code: string, response: Response = failure(code, 'Something failed.')): Frame => ({ _tag: 'Failed', code, response })

/** A restore finds a session, known by this data; every other call succeeds. */
export const remembers = (session: Readonly<Record<string, unknown>> = { sessionId: 's1' }): Script => () =>
  of({ _tag: 'Right', right: { response: success(session), session: { shown: session } } })

/** An upload of `total` bytes that tells of its progress `steps` times, `pause` ms apart, and succeeds after another one. */
export const uploads = ({ total, steps, pause }: { readonly total: number; readonly steps: number; readonly pause: number }): Script => () => {
  const progress = Array.from({ length: steps }, (_, i) => ({ _tag: 'Progress', loaded: Math.round((total * (i + 1)) / (steps + 1)), total }) as const)
  const answer = { _tag: 'Right', right: { response: success() } } as const
  return concat(...[...progress, answer].map((it) => timer(pause).pipe(concatMap(() => of(it)))))
}
