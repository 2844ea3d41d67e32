/** First in, first out, at the same cost however many wait: an array's `shift` moves all that stay. */
export interface Fifo<A> {
  readonly push: (a: A) => void
  readonly shift: () => A | undefined
}

export const fifo = <A>(): Fifo<A> => {
  let arrived: A[] = []
  let leaving: A[] = []
  return {
    push: (a) => void arrived.push(a),
    shift: () => {
      if (leaving.length === 0) {
        leaving = arrived.reverse()
        arrived = []
      }
      return leaving.pop()
    }
  }
}
