/**
 * A back end of which all tabs of a site share one connection: one tab holds it, the others mirror it and send through it,
 * and when the holder goes, another one takes over. Where a page has no locks or channels, each tab has its own.
 */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { asyncScheduler, defer, Observable, Subject, Subscription, timer } from 'rxjs'
import type { Subscriber } from 'rxjs'
import type { Answer, Call, Inbound, Progress, Transport } from '../../lib'
import { object, optional, withDefault } from '../../lib/codecs'
import { decodeConfig, decodeWith } from '../../lib/Config'
import { turns } from '../../lib/line'
import { isProgress } from '../../lib/Transport'
import { attempt } from '../guarded'
import type { BackEnd, Environment, Socket } from '../transports/Environment'
import { filesOf } from '../transports/filesOf'
import { readEnvelope, VERSION } from './Letter'
import type { Envelope, Letter } from './Letter'
import { step, wakeAt } from './step'
import { idle } from './Tab'
import type { Input, Output, Tab } from './Tab'
import type { Channel, Tabs } from './Tabs'

/** What tells one deployment from another. */
const codec = object({
  transport: withDefault(object({ dataURL: optional(t.string), deploymentId: optional(t.string), deploymentKey: optional(t.string) }), { dataURL: undefined, deploymentId: undefined, deploymentKey: undefined })
})

/** What a transport is made of, each time one is needed. */
interface Making {
  readonly tabs: Tabs
  /** Of the locks and channels of those who share. */
  readonly name: string
  readonly environment: Environment
  /** There is no configuration left that could be wrong. */
  readonly open: (environment: Environment) => Transport
}

/** A network on which nothing ever happens. */
class SilentSocket implements Socket {
  send(): void {
    // Nobody hears it.
  }
  close(): void {
    // There is nothing to close.
  }
  addEventListener(): void {
    // Nothing is told.
  }
}

const forever = (): Promise<never> => new Promise(() => undefined)

/**
 * Whether no session is stored. A back end that has none says so at once, without a network; one that has a session would
 * ask for it. Nothing is written.
 */
const isNothingStored = ({ open, environment }: Pick<Making, 'open' | 'environment'>): boolean => {
  const { store } = environment
  const readOnly = { get: store.get, set: () => undefined, remove: () => undefined }
  const still = open({ ...environment, fetch: forever, upload: forever, WebSocket: SilentSocket, store: readOnly })
  let isAnswered = false
  still
    .call({ type: 'restore' })
    .subscribe((it) => {
      if (!isProgress(it)) isAnswered = true
    })
    .unsubscribe()
  still.dispose()
  return isAnswered
}

/** What a call carries over the channel: of files, which a page may hand over in many ways, the files themselves. */
const portable = (call: Call): Call => (call.type === 'sendFile' ? { type: 'sendFile', files: filesOf(call.files) } : call)

const share = (making: Making): Transport => {
  const { tabs, name, environment, open } = making
  const { uuid, random, save, scheduler = asyncScheduler } = environment
  const me = uuid()
  const inbound$ = new Subject<Inbound>()
  const found$ = new Subject<void>()
  const life = new Subscription()
  const callers = new Map<string, Subscriber<Progress | Answer>>()
  const performing = new Map<string, Subscription>()
  let tab: Tab = idle
  let calls = 0
  let ahead: number | undefined
  let channel: Channel | undefined
  let lock = new Subscription()
  let alarm = new Subscription()
  /** For whom the back end fetches a file: one at a time. */
  let saving: { readonly id: string; readonly by: string } | undefined
  let downloads: ReadonlyArray<Extract<Output, { readonly _tag: 'Perform' }>> = []

  const saveFor = (content: Blob, fileName: string): void => {
    if (saving === undefined || saving.by === me) save?.(content, fileName)
    else post({ tag: 'Save', to: saving.by, content, fileName })
  }
  const place: Environment = save === undefined ? environment : { ...environment, save: saveFor }

  let real = open(place)
  const { type, capabilities, trusted } = real
  const isTimed = real.serverNow !== undefined
  let hearing = new Subscription()
  const listen = (): void => {
    hearing = real.frames$.subscribe((inbound) => take({ _tag: 'Heard', inbound }))
  }

  const serverNow = (): number | undefined => real.serverNow?.() ?? (ahead === undefined ? undefined : scheduler.now() + ahead)

  const post = (letter: Letter): void => {
    const server = serverNow()
    const envelope: Envelope = { from: me, ahead: server === undefined ? undefined : server - scheduler.now(), letter }
    attempt(() => channel?.post(envelope)) // what cannot be copied is not sent: nobody else is harmed
  }

  const run = ({ id, by, call }: Extract<Output, { readonly _tag: 'Perform' }>): void => {
    const running = new Subscription()
    performing.set(id, running)
    running.add(() => {
      if (performing.get(id) === running) performing.delete(id)
      if (saving?.id !== id) return
      saving = undefined
      const [next, ...later] = downloads
      downloads = later
      if (next !== undefined) perform(next)
    })
    running.add(
      real.call(call).subscribe({
        next: (it) => take({ _tag: 'Performed', id, by, it }),
        complete: () => running.unsubscribe()
      })
    )
  }

  const perform = (order: Extract<Output, { readonly _tag: 'Perform' }>): void => {
    if (order.call.type !== 'downloadFile') return run(order)
    if (saving !== undefined) {
      downloads = [...downloads, order]
      return
    }
    saving = { id: order.id, by: order.by }
    run(order)
  }

  const close = (): void => {
    hearing.unsubscribe()
    downloads = []
    for (const running of [...performing.values()]) running.unsubscribe()
    real.dispose()
  }

  const ask = (steal: boolean): void => {
    lock.unsubscribe()
    let isGranted = false
    lock = tabs.lock({ name, steal }).subscribe({
      next: () => {
        isGranted = true
        take({ _tag: 'Granted' })
      },
      complete: () => take({ _tag: isGranted ? 'Robbed' : 'Refused' })
    })
  }

  const answer = (id: string, it: Progress | Answer): void => {
    const caller = callers.get(id)
    if (caller === undefined) return
    caller.next(it)
    if (isProgress(it)) return
    callers.delete(id)
    caller.complete()
  }

  const carryOut = (output: Output): void => {
    switch (output._tag) {
      case 'Tell':
        return inbound$.next(output.inbound)
      case 'Answer':
        return answer(output.id, output.it)
      case 'Found':
        return found$.next()
      case 'Post':
        return post(output.letter)
      case 'Queue':
        return ask(false)
      case 'Steal':
        return ask(true)
      case 'Leave':
        return lock.unsubscribe()
      case 'Perform':
        return perform(output)
      case 'Drop':
        return performing.get(output.id)?.unsubscribe()
      case 'Close':
        close()
        real = open(place)
        return listen()
    }
  }

  const setAlarm = (): void => {
    alarm.unsubscribe()
    const at = wakeAt(tab)
    if (at < Infinity && !life.closed) alarm = timer(Math.max(0, at - scheduler.now()), scheduler).subscribe(() => take({ _tag: 'Due' }))
  }

  const take = turns((input: Input) => {
    const turn = { me, fresh: uuid(), now: scheduler.now(), random: random(), isNothingStored: () => isNothingStored(making) }
    const [next, outputs] = step(tab, input, turn)
    tab = next
    outputs.forEach(carryOut)
    setAlarm()
  })

  const receive = (given: unknown): void => {
    const envelope = readEnvelope(given)
    if (envelope === undefined || envelope.from === me) return
    const { from, letter } = envelope
    ahead = envelope.ahead ?? ahead
    if (letter.tag === 'Save' && letter.to === me) save?.(letter.content, letter.fileName)
    take({ _tag: 'Received', from, letter })
  }

  let listening = new Subscription()
  const join = (): void => {
    channel = tabs.channel(name)
    listening = channel.heard$.subscribe(receive)
  }
  const leave = (): void => {
    listening.unsubscribe()
    channel?.close()
    channel = undefined
  }

  listen()
  join()
  life.add(
    tabs.present$.subscribe((isPresent) => {
      if (isPresent && channel === undefined) {
        join()
        take({ _tag: 'Back' })
      } else if (!isPresent) {
        take({ _tag: 'Away' })
        leave()
      }
    })
  )

  const call = (given: Call): Observable<Progress | Answer> =>
    new Observable((subscriber) => {
      calls += 1
      const id = `${me} ${calls}`
      callers.set(id, subscriber)
      take({ _tag: 'Called', id, call: portable(given) })
      return () => {
        if (callers.delete(id)) take({ _tag: 'Abandoned', id })
      }
    })

  return {
    type,
    capabilities,
    trusted, // what comes over the channel is checked as well
    frames$: defer(() => inbound$),
    found$: defer(() => found$),
    call,
    serverNow: isTimed ? serverNow : undefined,
    dispose: () => {
      life.unsubscribe()
      alarm.unsubscribe()
      take({ _tag: 'Away' })
      alarm.unsubscribe()
      lock.unsubscribe()
      leave()
      close()
    }
  }
}

/** The same back end, shared among tabs where the environment has `tabs` and the configuration does not say `tabs: 'separate'`. */
export const sharedAmongTabs = (backEnd: BackEnd): BackEnd => ({
  type: backEnd.type,
  isDefault: backEnd.isDefault,
  open: (config, environment) => {
    const opened = backEnd.open(config, environment)
    const settings = decodeConfig(config)
    const deployment = decodeWith(codec, config)
    if (E.isLeft(opened)) return opened
    if (E.isLeft(settings)) return settings
    if (E.isLeft(deployment)) return deployment
    const { tabs } = environment
    if (tabs === undefined || settings.right.tabs === 'separate') return opened
    const { dataURL, deploymentId, deploymentKey } = deployment.right.transport
    // Those who would find another session stored share nothing.
    const name = ['webchat-service', VERSION, backEnd.type, dataURL, deploymentId ?? deploymentKey].join(' ')
    const open = (place: Environment): Transport => {
      const again = backEnd.open(config, place)
      return E.isRight(again) ? again.right : opened.right // it could be opened before
    }
    return E.right(share({ tabs, name, environment, open }))
  }
})
