/** Back ends that behave as they are told: one word per behaviour. */
import { concat, concatMap, EMPTY, NEVER, of, throwError, timer } from 'rxjs'
import type { Response } from '../lib'
import { failure } from '../lib'
import { agreeable } from './memoryTransport'
import type { Script } from './memoryTransport'

/** Never answers. */
export const silent: Script = () => NEVER

/** Answers nothing and completes: a broken promise of the port. */
export const completes: Script = () => EMPTY

/** Fails as no transport should: its stream errors. */
export const breaks: Script = () => throwError(() => new Error('a transport that breaks'))

/** Answers every call with this failure. */
export const fails =
  (response: Response = failure('network', 'Nothing came back.')): Script =>
  () =>
    of({ _tag: 'Left', left: response })

/** Answers, and answers again. */
export const repeats =
  (script: Script = agreeable): Script =>
  (call) =>
    concat(script(call), script(call))

/** Answers after `ms` ms: of virtual time within `marbles`. */
export const after =
  (ms: number, script: Script = agreeable): Script =>
  (call) =>
    timer(ms).pipe(concatMap(() => script(call)))

/** A script for some calls, by their type, and another for the rest. */
export const replying =
  (scripts: { readonly [type: string]: Script }, otherwise: Script = agreeable): Script =>
  (call) =>
    (scripts[call.type] ?? otherwise)(call)
