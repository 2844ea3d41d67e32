/** A service over any transport: its configuration and what it says are checked, since nobody knows who wrote them. */
import * as t from 'io-ts'
import { map } from 'rxjs'
import { Milliseconds, object, of, optional } from './codecs'
import { isLeft } from './Command'
import { decodeConfig } from './Config'
import { isObject } from './data'
import { explain } from './explain'
import { check } from './FrameCodec'
import type { Service, ServiceOptions } from './PublicService'
import { serve } from './service'

const FunctionC = of('a function', (u): u is () => unknown => typeof u === 'function')
const ObservableC = of('an observable', (u): u is object => isObject(u) && 'subscribe' in u && 'pipe' in u)
const SchedulerC = of('a scheduler of RxJS', (u): u is object => isObject(u) && 'now' in u && 'schedule' in u)

const Options = object({
  transport: object({
    type: t.string,
    capabilities: of('an object', isObject),
    frames$: ObservableC,
    call: FunctionC,
    dispose: FunctionC
  }),
  inputs: optional(FunctionC),
  scheduler: optional(SchedulerC),
  clientTypingTimeout: optional(Milliseconds),
  agentTypingTimeout: optional(Milliseconds)
})

/** Throws an `Error` that names the field when there is no transport, or when the configuration cannot be used. */
export const createService = (options: ServiceOptions): Service => {
  const complain = (problems: ReadonlyArray<string>): Error => new Error(`createService: ${problems.join('; ')}`)
  const wired = Options.decode(options)
  if (isLeft(wired)) throw complain(explain('options', wired.left))
  const { config = {}, ...rest } = options
  const decoded = decodeConfig(config)
  if (isLeft(decoded)) throw complain(decoded.left)
  return serve(rest, decoded.right, rest.transport.frames$.pipe(map(check)))
}
