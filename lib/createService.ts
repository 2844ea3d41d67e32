/** Makes a service over any transport. Its options and the site's configuration are checked first. */
import * as t from 'io-ts'
import { FunctionC, Milliseconds, object, ObservableC, optional, SchedulerC } from './codecs'
import { isLeft } from './Either'
import { decodeConfig } from './Config'
import { explain } from './explain'
import type { Service, ServiceOptions } from './PublicService'
import { serve } from './service'

const Options = object({
  transport: object({
    type: t.string,
    capabilities: object({}),
    frames$: ObservableC,
    call: FunctionC,
    dispose: FunctionC,
    serverNow: optional(FunctionC),
    found$: optional(ObservableC)
  }),
  inputs: optional(FunctionC),
  store: optional(object({ get: FunctionC, set: FunctionC, remove: FunctionC })),
  log: optional(FunctionC),
  scheduler: optional(SchedulerC),
  clientTypingTimeout: optional(Milliseconds),
  agentTypingTimeout: optional(Milliseconds)
})

/** Throws an `Error` that names the field when there is no transport, or when the configuration cannot be used. */
export const createService = (options: ServiceOptions): Service => {
  const complain = (problems: ReadonlyArray<string>): Error => new Error(`createService: ${problems.join('; ')}`)
  const wired = Options.decode(options)
  if (isLeft(wired)) throw complain(explain('options', wired.left))
  const { transport, config = {}, inputs, store, log, scheduler } = options
  const { clientTypingTimeout, agentTypingTimeout } = wired.right
  const decoded = decodeConfig(config)
  if (isLeft(decoded)) throw complain(decoded.left)
  return serve(
    {
      transport,
      inputs: inputs ?? undefined, // `null` is as good as absent
      store: store ?? undefined,
      log: log ?? undefined,
      scheduler: scheduler ?? undefined,
      clientTypingTimeout,
      agentTypingTimeout
    },
    decoded.right
  )
}
