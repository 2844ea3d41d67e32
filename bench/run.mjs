/** What a message costs, as ratios measured side by side in one run: `npm run bench`. */
import { createService } from '../dist/index.mjs'
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

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

const timed = (act) => {
  const before = performance.now()
  act()
  return performance.now() - before
}

/** `a` and `b` by turns, so that whatever else the machine does falls on both: the median of `b` over that of `a`. */
const ratio = (a, b, rounds, warmUp) => {
  const times = Array.from({ length: rounds + warmUp }, () => [timed(a), timed(b)]).slice(warmUp)
  return median(times.map(([, time]) => time)) / median(times.map(([time]) => time))
}

const sideBySide = () => {
  const batch = frames(0)
  for (const way of [handLoop, viaService]) if (way(batch) !== MESSAGES) throw new Error(`${way.name} lost messages`)
  const times = ratio(() => handLoop(batch), () => viaService(batch), 300, 100)
  console.log(`${MESSAGES} messages through the service: ${times.toFixed(1)} times a hand-written loop`)
}

/** One conversation with a long past and one with a short one, which get their next messages by turns. */
const growth = () => {
  const past = 100
  const long = started()
  long.service.events.messageReceived.subscribe()
  for (let i = 0; i < past; i += 1) for (const frame of frames(i)) long.transport.deliver(frame)
  const say = ({ transport }) => {
    for (const frame of frames(0)) transport.deliver(frame)
  }
  const short = () => {
    const fresh = started()
    fresh.service.events.messageReceived.subscribe()
    return fresh
  }
  const times = ratio(() => say(short()), () => say(long), 100, 20)
  console.log(`a message after more than ${past * MESSAGES} others costs ${times.toFixed(2)} times one of the first ${MESSAGES}`)
}

sideBySide()
growth()
