/** First come, first served: one task at a time. */
export type Task = (done: () => void) => void

/**
 * Takes tasks. The next one begins when the one before it is done, which may be at once or later: a long line of tasks
 * that are done at once does not grow the stack.
 */
export const line = (): ((...tasks: ReadonlyArray<Task>) => void) => {
  const waiting = new Set<Task>() // an array would move all that stay
  let serving = false
  let underWay = false
  const serve = (): void => {
    if (serving) return
    serving = true
    for (const task of waiting) {
      if (underWay) break
      underWay = true
      waiting.delete(task)
      task(() => {
        underWay = false
        serve()
      })
    }
    serving = false
  }
  return (...tasks) => {
    tasks.forEach((task) => waiting.add(task))
    serve()
  }
}
