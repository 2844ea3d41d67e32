/** A chat's calls while there is no connection, and when it is over. In virtual time, against a service of a few lines. */
import { filter, map, timer } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import type { Socket, SocketEvent } from '../../../../adapters/transports/Environment'
import { webMessaging } from '../../../../adapters/transports/webMessaging'
import type { Call, Transport } from '../../../../lib'
import { environment } from './kit'

const setup = (scheduler: TestScheduler) => {
  const sent: unknown[] = []
  let tell = (_type: string, _event?: Partial<SocketEvent>): void => undefined
  class Service implements Socket {
    readonly listeners: Array<readonly [string, (event: SocketEvent) => void]> = []
    constructor() {
      tell = (type, event) => this.listeners.forEach(([heard, listener]) => heard === type && listener({ type, ...event }))
      if (sent.length === 0) scheduler.schedule(() => tell('open'))
    }
    addEventListener(type: string, listener: (event: SocketEvent) => void): void {
      this.listeners.push([type, listener])
    }
    send(data: string): void {
      const { action, message } = JSON.parse(data)
      sent.push(message?.text ?? action)
      if (action === 'getAttachment') tell('message', { data: JSON.stringify({ class: 'PresignedUrlResponse', code: 200, body: { attachmentId: 'f', url: 'http://h/f' } }) })
      if (action === 'configureSession') tell('message', { data: JSON.stringify({ class: 'SessionResponse', code: 200, body: { connected: true, newSession: true } }) })
    }
    close(): void {
      this.listeners.length = 0
    }
  }
  const opened = webMessaging.open({ transport: { deploymentId: 'd', dataURL: 'http://h' } }, environment({ scheduler, WebSocket: Service, fetch: () => new Promise(() => undefined) }))
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const transport: Transport = opened.right
  transport.call({ type: 'start', form: { displayName: 'Ana', more: {} }, userData: {}, interactionData: {}, options: {} }).subscribe()
  const call = (given: Call) => transport.call(given).pipe(filter((step) => step._tag !== 'Progress' || step.phase === undefined), map((step) => (step._tag === 'Progress' ? '.' : step._tag === 'Right' ? 'ok' : String(step.left.errorReason))))
  const say = (text: string) => call({ type: 'sendMessage', text, options: {} })
  return { sent, call, say, after: (ms: number, act: () => unknown) => timer(ms, scheduler).subscribe(act), tell: (type: string, event?: Partial<SocketEvent>) => tell(type, event), dispose: transport.dispose }
}

const virtual = (): TestScheduler => new TestScheduler((actual, expected) => expect(actual).toEqual(expected))

it('gives signs of life while there is no connection: to what is said, whose line has a bound of its own, and to a download; to nothing else', () => {
  const scheduler = virtual()
  scheduler.run(({ flush }) => {
    const { say, call, after, tell, dispose } = setup(scheduler)
    const [said, loaded, older]: [string[], string[], string[]] = [[], [], []]
    after(4_000, () => say('a').subscribe((step) => said.push(step)))
    after(4_000, () => call({ type: 'downloadFile', fileId: 'f' }).subscribe((step) => loaded.push(step)))
    after(4_000, () => call({ type: 'fetchHistory' }).subscribe((step) => older.push(step)))
    after(4_001, () => tell('close'))
    after(16_000, dispose)
    flush()
    expect([said, loaded, older.includes('.')]).toEqual([['.', '.', 'ended'], ['.', '.', 'ended'], false])
  })
})

it('answers whoever waits when it is over, and sends nothing more', () => {
  const scheduler = virtual()
  scheduler.run(({ flush }) => {
    const { sent, say, after, tell } = setup(scheduler)
    const answers: string[] = []
    after(4_000, () => ['a', 'b'].forEach((text) => say(text).subscribe((step) => answers.push(step))))
    after(4_001, () => tell('message', { data: JSON.stringify({ class: 'SessionExpiredEvent', code: 200, body: {} }) }))
    flush()
    expect(answers).toEqual(['sessionExpired', 'sessionExpired'])
    expect(sent).toEqual(['configureSession', 'a'])
  })
})
