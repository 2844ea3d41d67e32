/** Validates a configuration as the service itself does when it starts on a page. */
import { randomUUID } from 'node:crypto'
import { configure } from '../bus/configure'
import { memoryStore } from '../memoryStore'
import { gms } from '../transports/gms'
import { guestChat } from '../transports/guestChat'
import { multicloudV3 } from '../transports/multicloudV3'
import type { BackEnd, Environment } from '../transports/Environment'
import { webMessaging } from '../transports/webMessaging'
import { isFields, isSpread, Source, valuesIn } from './Configuration'
import type { Fields, Value } from './Configuration'

/** Those of the script bundle with every back end: a spec compares them. */
export const backEnds: ReadonlyArray<BackEnd> = [guestChat, webMessaging, multicloudV3, gms]

/** Nothing is sent while a configuration is only looked at. */
class NoSocket extends EventTarget {
  send(): void {}
  close(): void {}
}

const nowhere: Environment = {
  fetch: () => Promise.reject(new Error('a configuration is only looked at')),
  upload: () => Promise.reject(new Error('a configuration is only looked at')),
  WebSocket: NoSocket,
  store: memoryStore(),
  uuid: randomUUID,
  random: Math.random
}

/** What is wrong with a configuration, as far as that can be seen. */
export interface Checked {
  /** The service's own sentences: `webchat.transport.dataURL: expected …, found …`. */
  readonly problems: ReadonlyArray<string>
  /** What could not be looked at, one sentence each. */
  readonly unknown: ReadonlyArray<string>
}

/** As the page would have it; what only the page can evaluate is left out, but functions are known to be such. */
const plain = (value: Value): unknown => {
  if (value instanceof Source) return value.facts.kind === 'function' ? () => undefined : undefined
  if (Array.isArray(value)) return value.map(plain)
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([name, field]) => !isSpread(name, field)).map(([name, field]) => [name, plain(field)]))
}

/** The paths of what only the page knows. What is mixed in may hold any field of the object around it. */
const unknownIn = (webchat: Value): ReadonlyArray<readonly [path: string, source: Source]> =>
  valuesIn(webchat, 'webchat').flatMap(([path, value]) => {
    if (!(value instanceof Source) || value.facts.kind === 'function') return []
    const isMixedIn = path.endsWith(`.${value.text}`)
    if (value.facts.kind === 'property' && !isMixedIn) return [] // a method
    return [[value.facts.kind === 'property' ? path.slice(0, -value.text.length - 1) : path, value] as const]
  })

/** `widgets`: the whole section as it was read. */
export const check = (widgets: Fields): Checked => {
  const webchat = widgets['webchat']
  const unknown = unknownIn(webchat)
  const opened = configure(plain(webchat), { backEnds, environment: nowhere })
  if (opened._tag === 'Right') opened.right.dispose()
  const problems = opened._tag === 'Left' ? opened.left : []
  const isUnknown = (problem: string): boolean => unknown.some(([path]) => problem.startsWith(`${path}:`) || problem.startsWith(`${path}.`))
  return {
    problems: problems.filter((problem) => !isUnknown(problem)),
    unknown: unknown.map(([path, { text }]) => `${path}: not looked at; only the page can evaluate ${text}.`)
  }
}
