/** Lets RxJS, which the specs themselves use, take the streams of the slim library: these three members are what it asks for. */
import { asyncScheduler, config, observable } from 'rxjs'
import * as slim from '../../slim/rxjs'

Object.assign(slim.Observable.prototype, {
  lift(this: slim.Observable<unknown>, operator: (this: unknown, source: unknown) => void) {
    return new slim.Observable((subscriber) => operator.call(subscriber, this))
  },
  [observable](this: slim.Observable<unknown>) {
    return this
  }
})

// By it RxJS knows who collects teardowns.
Object.assign(slim.Subscription.prototype, { remove: () => undefined })

// The test scheduler turns RxJS's own clock, and only that one, into virtual time.
Object.assign(slim.asyncScheduler, { now: () => asyncScheduler.now(), schedule: asyncScheduler.schedule.bind(asyncScheduler) })

Object.assign(slim.config, {
  onUnhandledError: (reason: unknown) =>
    setTimeout(() => {
      if (!config.onUnhandledError) throw reason
      config.onUnhandledError(reason)
    })
})
