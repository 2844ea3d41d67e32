/** Chats over CometD with the protocol's own client library, in a process of its own: node cometdClient.mjs ORIGIN websocket|long-polling. Prints what it heard, as JSON. */
import { WebSocket } from 'ws'

/** As much of XMLHttpRequest as the library uses. */
class Request {
  #aborter = new AbortController()
  #headers = {}
  readyState = 1
  status = 0
  responseText = ''
  open(method, url) {
    Object.assign(this, { method, url })
  }
  setRequestHeader(name, value) {
    this.#headers[name] = value
  }
  send(body) {
    fetch(this.url, { method: this.method, headers: this.#headers, body, signal: this.#aborter.signal }).then(async (response) => {
      this.status = response.status
      this.responseText = await response.text()
      this.readyState = 4
      this.onload?.()
    }, () => this.onerror?.())
  }
  abort() {
    this.#aborter.abort()
  }
}

globalThis.window = { WebSocket, XMLHttpRequest: Request, setTimeout, clearTimeout, location: { protocol: 'http:', host: '' }, console }
const { CometD } = await import('cometd')

const [, , origin, kind] = process.argv
const channel = '/service/chatV2/customer-support'
const cometd = new CometD()
cometd.websocketEnabled = kind === 'websocket'
if (kind === 'websocket') cometd.unregisterTransport('long-polling')
cometd.unregisterTransport('callback-polling')
cometd.configure({ url: `${origin}/genesys/cometd`, logLevel: 'error' })

const heard = []
const handshakes = []
const waiting = new Set()
const look = () => waiting.forEach((check) => check())
const until = (is) => new Promise((resolve) => {
  const check = () => {
    if (!is()) return
    waiting.delete(check)
    resolve()
  }
  waiting.add(check)
  check()
})
const words = (data) => (data.messages ?? []).map(({ index, type, from, text }) => [index, type, from?.type, text].filter((word) => word !== undefined).join(' '))
let keys = {}
cometd.addListener(channel, ({ data }) => {
  keys = { chatId: data.chatId ?? keys.chatId, secureKey: data.secureKey ?? keys.secureKey }
  heard.push({ ...(data.statusCode === 0 ? {} : { statusCode: data.statusCode, errors: data.errors }), chatEnded: data.chatEnded, told: words(data) })
  look()
})
cometd.addListener('/meta/handshake', ({ successful }) => {
  handshakes.push(successful)
  look()
})
const acks = []
const publish = (data) => new Promise((resolve) => cometd.publish(channel, data, ({ successful, error }) => {
  acks.push([data.operation, successful, ...(error === undefined ? [] : [error])])
  resolve()
}))
const told = () => heard.flatMap((each) => each.told)
const control = (path, body) => fetch(`${origin}/sandbox${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }).then((response) => response.status === 201 ? response.json() : undefined)

await new Promise((resolve) => cometd.handshake(resolve))
await publish({ operation: 'requestChat', nickname: 'Jo', userData: { a: '1', n: { b: 2 } } })
await until(() => told().length === 1)
const { sessions: [{ conversationId }] } = await (await fetch(`${origin}/sandbox/gms`)).json()
const { memberId } = await control(`/conversations/${conversationId}/agents`, { name: 'Erin' })
await until(() => told().length === 2)
await publish({ operation: 'sendMessage', ...keys, message: 'Hi', messageType: 'text' })
await until(() => told().length === 3)
await publish({ operation: 'unheardOf', ...keys })
await publish({ operation: 'sendMessage', ...keys, secureKey: 'wrong', message: 'x' })
await until(() => heard.at(-1).statusCode === 2)
await publish({ operation: 'refresh', ...keys, transcriptPosition: -1 })
await until(() => told().length === 4)
// Another handshake follows by itself, and what was missed is asked for.
await control(`/gms/conversations/${conversationId}/forget-clients`)
await control(`/conversations/${conversationId}/agents/${memberId}/messages`, { body: 'While you were away' })
await until(() => handshakes.length === 2)
await publish({ operation: 'requestNotifications', ...keys, transcriptPosition: 4 })
await until(() => told().length === 5)
await control(`/conversations/${conversationId}/end`)
await until(() => heard.at(-1).chatEnded)
const transport = cometd.getTransport().type
await new Promise((resolve) => cometd.disconnect(resolve))
console.log(JSON.stringify({ heard, acks, handshakes, transport }))
process.exit(0)
