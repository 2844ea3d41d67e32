/** Tells every listener every change in one order: what a listener causes waits until all have heard what it reacted to. */
import type { Change } from './Change.js'

/** Hears every change. It may cause further ones: they are told later. */
export type Listener = (change: Change) => void

/** The line in which changes are told. */
export interface Turns {
  readonly emit: (change: Change) => void
  /** Returns how to stop listening. */
  readonly listen: (listener: Listener) => () => void
}

/** A line with nobody in it. */
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
