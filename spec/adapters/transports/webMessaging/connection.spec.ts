/** The socket's life: liveness, reconnection, the end. In virtual time. */
import { Subject, Subscription, timer } from 'rxjs'
import type { Observable } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import type { SocketEvent } from '../../../../adapters/transports/Environment'
import { createSignIns } from '../../../../adapters/transports/webMessaging/auth'
import { decodeTransport } from '../../../../adapters/transports/webMessaging/config'
import { createConnection } from '../../../../adapters/transports/webMessaging/connection'
import { environment } from './kit'

const virtual = (): TestScheduler => new TestScheduler((actual, expected) => expect(actual).toEqual(expected))

describe('connection', () => {
  /** Sockets that a spec speaks through. */
  const world = (scheduler: TestScheduler, online$?: Observable<boolean>) => {
    const sockets: Array<{ readonly at: number; readonly sent: string[]; readonly tell: (event: SocketEvent) => void }> = []
    const frames: unknown[] = []
    class Fake {
      readonly readyState = 1
      private readonly listeners = new Map<string, (event: SocketEvent) => void>()
      readonly sent: string[] = []
      constructor() {
        sockets.push({ at: scheduler.now(), sent: this.sent, tell: (event) => this.listeners.get(event.type)?.(event) })
      }
      send(data: string): void {
        frames.push(JSON.parse(data))
        this.sent.push(JSON.parse(data).action)
      }
      close(): void {}
      addEventListener(type: string, listener: (event: SocketEvent) => void): void {
        this.listeners.set(type, listener)
      }
      removeEventListener(type: string): void {
        this.listeners.delete(type)
      }
    }
    const config = decodeTransport({ transport: { deploymentId: 'd', domain: 'a.b' } })
    if (config._tag === 'Left') throw new Error(config.left.join())
    const log: string[] = []
    const tell = (what: string) => void log.push(`${scheduler.now()} ${what}`)
    const listening = new Subscription()
    const gone = (): void => {
      tell('Gone')
      listening.unsubscribe()
    }
    const around = environment({ WebSocket: Fake, scheduler, random: () => 0, ...(online$ ? { online$ } : {}) })
    const connection = createConnection(around, config.right, 't', createSignIns(environment(), config.right, 'k')(undefined, false), false, () => tell('Lost'), gone)
    listening.add(connection.told$.subscribe((told) => tell(told._tag === 'Right' ? told.right._tag : 'Malformed')))
    const says = (name: string, body: object, code = 200) => sockets.at(-1)?.tell({ type: 'message', data: JSON.stringify({ type: 'response', class: name, code, body }) })
    const opens = (): void => {
      sockets.at(-1)?.tell({ type: 'open' })
      says('SessionResponse', { connected: true, newSession: true })
    }
    return { connection, frames, sockets, log, says, opens, closes: () => sockets.at(-1)?.tell({ type: 'close', code: 1006 }) }
  }
  const at = (scheduler: TestScheduler, times: Record<number, () => void>): void =>
    Object.entries(times).forEach(([time, act]) => void timer(Number(time), scheduler).subscribe(act))

  it('sends each with its session and an id of its own', () => {
    const scheduler = virtual()
    const { connection, frames, opens } = world(scheduler)
    expect(connection.send({ action: 'early' })).toBe(false)
    opens()
    expect(connection.send({ action: 'onMessage' }, 'mine')).toBe(true)
    expect(frames).toMatchObject([
      { action: 'configureSession', token: 't', tracingId: expect.stringMatching(/./) },
      { action: 'onMessage', token: 't', tracingId: 'mine' }
    ])
  })

  it('is configured again after the time that the service asks for', () => {
    const scheduler = virtual()
    const { sockets, log, says } = world(scheduler)
    scheduler.run(({ flush }) => {
      at(scheduler, {
        0: () => sockets.at(-1)?.tell({ type: 'open' }),
        10: () => says('TooManyRequestsErrorMessage', { errorCode: 4029, retryAfter: 3 }, 429),
        3_009: () => expect(sockets[0]?.sent).toEqual(['configureSession']),
        3_011: () => expect(sockets[0]?.sent).toEqual(['configureSession', 'configureSession']),
        3_020: () => says('TooManyRequestsErrorMessage', {}, 429),
        4_021: () => says('SessionResponse', { connected: true })
      })
      scheduler.maxFrames = 6_000
      flush()
      expect(sockets.map(({ sent }) => sent)).toEqual([['configureSession', 'configureSession', 'configureSession']])
      expect(log).toEqual(['4021 SessionResponse'])
    })
  })

  it('is signed in anew three times, then begun anew', () => {
    const scheduler = virtual()
    const { sockets, log, opens, says } = world(scheduler)
    const ends = (): unknown => says('string', {}, 401)
    const configured = (): unknown => says('SessionResponse', { connected: true })
    scheduler.run(({ flush }) => {
      at(scheduler, { 0: opens, 10: ends, 20: configured, 30: ends, 40: ends, 50: configured, 60: ends, 70: () => undefined })
      scheduler.maxFrames = 600
      flush()
      expect(sockets.map(({ at: time, sent }) => [time, sent.length])).toEqual([[0, 4], [560, 0]])
      expect(log).toEqual(['0 SessionResponse', '10 Refusal', '20 SessionResponse', '30 Refusal', '40 Refusal', '50 SessionResponse', '60 Lost'])
    })
  })

  it('is begun anew when signing in takes too long, or something else is refused meanwhile', () => {
    const scheduler = virtual()
    const { sockets, log, opens, says } = world(scheduler)
    scheduler.run(({ flush }) => {
      at(scheduler, { 0: opens, 10: () => says('string', {}, 401), 10_600: opens, 10_700: () => says('string', {}, 401), 10_800: () => says('string', {}, 400) })
      scheduler.maxFrames = 11_000
      flush()
      expect(sockets.map(({ at: time }) => time)).toEqual([0, 10_510])
      expect(log).toEqual(['0 SessionResponse', '10 Refusal', '10010 Lost', '10600 SessionResponse', '10700 Refusal', '10800 Lost'])
    })
  })

  it('asks a silent connection for an echo, and gives it up when none comes', () => {
    const scheduler = virtual()
    const { sockets, log, opens, says } = world(scheduler)
    scheduler.run(({ flush }) => {
      at(scheduler, { 0: opens, 36_000: () => says('StructuredMessage', { type: 'Text' }), 80_000: () => undefined })
      scheduler.maxFrames = 82_000
      flush()
      expect(sockets[0]?.sent).toEqual(['configureSession', 'echo', 'echo'])
      expect(log).toEqual(['0 SessionResponse', '36000 StructuredMessage', '81000 Lost'])
    })
  })

  it('comes back later and later, and at once after a good while', () => {
    const scheduler = virtual()
    const { sockets, log, opens, closes } = world(scheduler)
    scheduler.run(({ flush }) => {
      at(scheduler, { 0: opens, 10_000: closes, 10_501: closes, 11_502: closes, 13_503: opens })
      scheduler.maxFrames = 14_000
      flush()
      expect(sockets.map(({ at: time }) => time)).toEqual([0, 10_500, 11_501, 13_502])
      expect(log).toEqual(['0 SessionResponse', '10000 Lost', '13503 SessionResponse'])
    })
  })

  it('does not come back when the first try fails, or the service says that it is over', () => {
    const scheduler = virtual()
    const first = world(scheduler)
    const later = world(scheduler)
    const silent = world(scheduler)
    scheduler.run(({ flush }) => {
      at(scheduler, { 5: first.closes, 6: later.opens, 7: later.closes, 508: () => { later.sockets.at(-1)?.tell({ type: 'open' }); later.says('string', {}, 4007) } })
      flush()
      expect(first.log).toEqual(['5 Gone'])
      expect(later.log).toEqual(['6 SessionResponse', '7 Lost', '508 Gone'])
      expect(silent.log).toEqual(['10000 Gone'])
    })
  })

  it('goes with the network, and is back with it', () => {
    const scheduler = virtual()
    const online$ = new Subject<boolean>()
    const { log, opens, sockets } = world(scheduler, online$)
    scheduler.run(({ flush }) => {
      at(scheduler, { 0: opens, 100: () => online$.next(false), 200: () => online$.next(true), 201: opens, 300: () => online$.next(false) })
      scheduler.maxFrames = 400
      flush()
      expect(log).toEqual(['0 SessionResponse', '100 Lost', '201 SessionResponse', '300 Lost'])
      expect(sockets).toHaveLength(2)
    })
  })
})
