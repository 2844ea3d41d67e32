/** Tells every listener every change in one order: what a listener causes waits until all have heard what it reacted to. */
import type { Change } from './Change.js'

export type Listener = (change: Change) => void

export interface Turns {
  readonly emit: (change: Change) => void
  readonly listen: (listener: Listener) => () => void
}

export const createTurns = (): Turns => {
  const listeners = new Set<Listener>()
  const waiting: Change[] = []
  let telling = false

  const emit = (change: Change): void => {
    waiting.push(change)
    if (telling) return
    telling = true
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        for (const listener of [...listeners]) listener(next)
      }
    } finally {
      telling = false
    }
  }

  const listen = (listener: Listener): (() => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }

  return { emit, listen }
}
