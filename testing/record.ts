/** Records a chat as JSON lines, so that it can be replayed in virtual time. */
import { asyncScheduler, Observable, tap } from 'rxjs'
import { commandNames, createService } from '../lib'
import type { Answer, CommandName, Inbound, Progress, Service, ServiceOptions, Transport } from '../lib'
import type { Line } from './Recording'
import { redaction } from './redact'
import type { Redaction } from './redact'

/** How a chat is recorded. */
export interface RecordOptions extends ServiceOptions {
  /** Takes one line of JSON at a time, without its end. What it throws is its own business: the chat goes on. */
  readonly write: (line: string) => void
  /**
   * `redacted`, unless given: what people wrote is as many `x`, names and ids are replaced, what identifies the session is
   * left out. `kept`: everything is written, tokens too. Such a recording is as secret as the chat.
   */
  readonly texts?: 'redacted' | 'kept'
}

/** Nothing is taken out but what is no data. */
const verbatim: Redaction = {
  inbound: (inbound) => inbound,
  answer: (answer) => answer,
  options: (options) => options
}

const isCommand = (name: unknown): name is CommandName => commandNames.some((it) => it === name)

/**
 * A service like that of `createService`, of which everything is written down: use it in place of the other. Commands that
 * take functions or expressions are written without their options.
 *
 * @example
 * const service = record({ transport, config, write: (line) => appendFileSync('chat.jsonl', `${line}\n`) })
 */
export const record = ({ write, texts = 'redacted', ...options }: RecordOptions): Service => {
  const { transport } = options
  const scheduler = options.scheduler ?? asyncScheduler
  const began = scheduler.now()
  const kept = texts === 'kept' ? verbatim : redaction()
  const at = (): number => Math.round(scheduler.now() - began)
  /** The line is made in here, too: what cannot be read is not written. */
  const put = (line: () => Line): void => {
    try {
      write(JSON.stringify(line()))
    } catch {
      // The chat does not suffer from a line that cannot be written.
    }
  }

  let called = 0
  let asked = 0
  put(() => ({ at: 0, does: 'begins', texts, capabilities: transport.capabilities }))

  const heard = tap((inbound: Inbound) => put(() => ({ at: at(), does: 'hears', inbound: kept.inbound(inbound) })))
  const watched: Transport = {
    ...transport,
    trusted: false, // a recording holds only what passes as a frame
    frames$: transport.frames$.pipe(heard),
    call: (call) =>
      new Observable<Progress | Answer>((subscriber) => {
        const id = (called += 1)
        put(() => ({ at: at(), does: 'calls', id, type: call.type }))
        const answered = tap((answer: Progress | Answer) => put(() => ({ at: at(), does: 'answers', id, answer: kept.answer(answer) })))
        return transport.call(call).pipe(answered).subscribe(subscriber)
      }),
    dispose: () => transport.dispose()
  }

  const service = createService({ ...options, transport: watched })
  service.event$.subscribe(({ _tag }) => put(() => ({ at: at(), does: 'tells', name: _tag })))

  const noted = <A extends { readonly _tag: 'Progress' | 'Right' | 'Left' }>(name: unknown, given: unknown, answer$: Observable<A>): Observable<A> =>
    new Observable<A>((subscriber) => {
      if (!isCommand(name)) return answer$.subscribe(subscriber)
      const id = (asked += 1)
      put(() => ({ at: at(), does: 'asks', id, name, options: kept.options(given) }))
      return answer$.pipe(tap(({ _tag }) => put(() => ({ at: at(), does: 'settles', id, as: _tag })))).subscribe(subscriber)
    })

  return {
    ...service,
    // Both pass on what they are given: types and answers are those of the service itself.
    command: ((name, ...given) => noted(name, given[0], service.command(name, ...given))) as Service['command'],
    request: ((name, given) => noted(name, given, service.request(name, given) as Observable<Progress | { readonly _tag: 'Right' | 'Left' }>)) as Service['request']
  }
}
