/** What a message costs, as ratios measured side by side in one run: `npm run bench`. */
import { Bench } from 'tinybench'
import { filter, Subject } from 'rxjs'
import { createService, eventNames } from '../dist/index.mjs'
import { memoryTransport, said } from '../dist/testing.mjs'

const MESSAGES = 1_000

const frames = (from) =>
  Array.from({ length: MESSAGES }, (_, i) => ({
    _tag: 'Entries',
    era: 'live',
    entries: [{ message: said(`message ${from + i}`), original: { id: `o${from + i}`, body: 'x', sender: { id: 'a1' } } }]
  }))

const started = () => {
  const transport = memoryTransport()
  const service = createService({ transport })
  service.command('startChat').subscribe()
  return { transport, service }
}

/** The least that any client does: look at the tag, test the text, number, copy for the transcript, tell the handlers. */
const handLoop = (batch) => {
  const transcript = []
  const hidden = /\{start:[0-9]{9}\}/
  let heard = 0
  const handlers = [({ messages }) => (heard += messages.length)]
  for (const frame of batch)
    if (frame._tag === 'Entries')
      for (const { message, original } of frame.entries) {
        if (message.text.search(hidden) >= 0) continue
        const numbered = { ...message, index: transcript.length, from: { ...message.from }, utcTime: message.timestamp, restoring: false }
        transcript.push({ message: { ...numbered, from: { ...numbered.from } }, original: { ...original, sender: { ...original.sender } } })
        const data = { messages: [numbered], originalMessages: [original], restoring: false, sessionData: {}, oldMessages: false }
        for (const handler of handlers) handler(data)
      }
  return heard
}

const viaService = (batch) => {
  const { transport, service } = started()
  let heard = 0
  service.events.messageReceived.subscribe(({ messages }) => (heard += messages.length))
  for (const frame of batch) transport.deliver(frame)
  return heard
}

/** What the dispatch table saves: one stream, and a filtered view of it for every event. */
const viaFilters = (batch) => {
  const { transport, service } = started()
  const all = new Subject()
  let heard = 0
  for (const name of eventNames) all.pipe(filter(({ _tag }) => _tag === name)).subscribe(({ data }) => (heard += data.messages?.length ?? 0))
  service.event$.subscribe(all)
  for (const frame of batch) transport.deliver(frame)
  return heard
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

const sideBySide = async () => {
  const batch = frames(0)
  for (const way of [handLoop, viaService, viaFilters])
    if (way(batch) !== MESSAGES) throw new Error(`${way.name} lost messages`)
  const bench = new Bench({ time: 1_000, warmupTime: 300 })
  bench.add('hand loop', () => void handLoop(batch)).add('service', () => void viaService(batch)).add('service, one filter per event', () => void viaFilters(batch))
  await bench.run()
  const [hand, service, filters] = bench.tasks.map(({ result }) => result.latency.p50)
  console.log(`${MESSAGES} messages through the service: ${(service / hand).toFixed(1)} times a hand-written loop`)
  console.log(`the same with a filter per event over one stream: ${(filters / hand).toFixed(1)} times`)
}

/** Batches of messages into one long conversation: what the last ones cost beside the first ones. */
const growth = () => {
  const { transport, service } = started()
  service.events.messageReceived.subscribe()
  const times = []
  for (let batch = 0; batch < 100; batch += 1) {
    const next = frames(batch * MESSAGES)
    const before = performance.now()
    for (const frame of next) transport.deliver(frame)
    times.push(performance.now() - before)
  }
  // The first ten batches warm the machine up.
  console.log(`a message after ${90 * MESSAGES} others costs ${(median(times.slice(90)) / median(times.slice(10, 20))).toFixed(2)} times one after ${10 * MESSAGES}`)
}

await sideBySide()
growth()
