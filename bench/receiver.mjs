/**
 * The process that receives, and is measured: one subject, a chat at a time. From the first message heard to the last.
 * Needs `--expose-gc`: what an earlier burst left behind is cleared before the next one is measured.
 */
import { PerformanceObserver, performance } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import { textOf } from './messages.mjs'
import { answering } from './processes.mjs'
import { subjects } from './subjects/index.mjs'

const subject = subjects[process.argv[2]]

/** Ms that a burst may take. */
const PATIENCE = 120_000

let opened
/** Called with each message's text. */
let listener
/** How many messages this chat has had. */
let past = 0

let collections = 0
new PerformanceObserver((list) => (collections += list.getEntries().length)).observe({ entryTypes: ['gc'] })

/** Bytes in use: objects, and what they hold outside of the heap. */
const inUse = () => {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics()
  return heap + outside
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

answering({
  open: async (origin) => {
    past = 0
    opened = await subject.open(origin, (text) => listener(text))
  },

  close: () => opened.close(),

  /**
   * Hears the next `count` messages. Answers ms of time, µs of CPU and bytes allocated between the first and the last; the
   * bytes are true if nothing was collected meanwhile. `check`: compares every text, which costs; else the last alone.
   */
  hear: ({ count, check }) => {
    const first = past
    past += count
    globalThis.gc()
    return new Promise((resolve, reject) => {
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
        heard += 1
        if ((check || heard === count) && text !== textOf(first + heard - 1)) reject(new Error(`expected "${textOf(first + heard - 1)}", heard "${text}"`))
        if (heard === count) finish()
      }
    })
  },

  /** Bytes that stay in use. */
  retained: () => {
    globalThis.gc()
    return inUse()
  }
})
