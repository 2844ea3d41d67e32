/**
 * The process that receives, and is measured: one subject, a chat at a time. From the first message heard to the last.
 * Needs `--expose-gc`: what an earlier burst left behind is cleared before the next one is measured.
 */
import { PerformanceObserver, performance } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import { textOf } from './messages.mjs'
import { median } from './statistics.mjs'
import { answering } from './processes.mjs'
import { subjects } from './subjects/index.mjs'

const subject = subjects[process.argv[2]]

/** Ms that a chat may take to begin, and a burst to be heard. */
const CONNECT = 10_000
const PATIENCE = 120_000

/** How often a transcript is read. */
const READINGS = 7

/** What a transcript costs to copy when nothing but a loop does it: JSON, all the way down. */
const copyOf = (value) => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const list = []
    for (const item of value) list.push(copyOf(item))
    return list
  }
  const copy = {}
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key])
  return copy
}

const within = (ms, otherwise, promise) =>
  Promise.race([promise, new Promise((_resolve, reject) => setTimeout(reject, ms, new Error(otherwise)).unref())])

let opened
/** Called with each message's text. */
let listener
/** How many messages this chat has had. */
let past = 0

/** What the messages that are listened for cost. */
let measured

let collections = 0
new PerformanceObserver((list) => (collections += list.getEntries().length)).observe({ entryTypes: ['gc'] })

/** Bytes in use: objects, and what they hold outside of the heap. */
const inUse = () => {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics()
  return heap + outside
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

/**
 * Hears `count` messages, the first of which is the chat's n-th: ms of time, µs of CPU and bytes allocated between the
 * first and the last. The bytes are true if nothing was collected meanwhile.
 */
const hearing = (n, count, check) =>
  new Promise((resolve, reject) => {
    let heard = 0
    let began, cpu, bytes, collected
    const alarm = setTimeout(() => reject(new Error(`heard ${heard} of ${count} messages`)), PATIENCE)

    const finish = async () => {
      const ms = performance.now() - began
      const { user, system } = process.cpuUsage(cpu)
      const allocated = inUse() - bytes
      clearTimeout(alarm)
      await soon() // observers hear of collections later
      resolve({ ms, cpu: user + system, allocated, collections: collections - collected })
    }

    listener = (text) => {
      if (heard === 0) {
        collected = collections
        bytes = inUse()
        cpu = process.cpuUsage()
        began = performance.now()
      }
      const expected = check || heard === count - 1 ? textOf(n + heard) : text
      if (text !== expected) reject(new Error(`expected "${expected}", heard "${text}"`))
      heard += 1
      if (heard === count) finish()
    }
  })

answering({
  open: async (origin) => {
    past = 0
    opened = await within(CONNECT, 'no connection', subject.open(origin, (text) => listener(text)))
  },

  close: async () => {
    await opened.close()
  },

  /** Gets ready for the next `count` messages. `check`: compares every text, which costs; else the last alone. */
  listen: ({ count, check = false }) => {
    globalThis.gc()
    measured = hearing(past, count, check)
    past += count
    // Its failure is told to who asks for it.
    measured.catch(() => {})
  },

  /** Answers once all of them are heard. */
  heard: () => measured,

  /** Reads the transcript, and copies it with a plain loop, by turns. Answers ms of each: the median. */
  read: async () => {
    const times = { transcript: [], loop: [] }
    for (let i = 0; i < READINGS; i += 1) {
      globalThis.gc()
      const began = performance.now()
      const transcript = await opened.transcript()
      times.transcript.push(performance.now() - began)

      globalThis.gc()
      const again = performance.now()
      copyOf(transcript)
      times.loop.push(performance.now() - again)
    }
    return { transcript: median(times.transcript), loop: median(times.loop) }
  },

  /** Bytes that stay in use. */
  retained: () => {
    globalThis.gc()
    return inUse()
  }
})
