/** One socket's life as items: what it brings is held until the gap before it has been filled. */
import * as E from 'fp-ts/Either'
import { Observable } from 'rxjs'
import type { Inbound } from '../../../lib/Frame'
import type { Response } from '../../../lib/Response'
import type { Answer } from '../../../lib/Transport'
import type { SocketNews } from '../socket'
import { readFrame } from './Wire'
import type { Read, Wire } from './Wire'

/** What a session gives out: the answer to the call that began it, then frames. */
export type Out = Inbound | { readonly _tag: 'Answer'; readonly answer: Answer }

/** What passes through a session, in order: a unit to be read in its turn, or something to be said in its turn. */
export type Item = Read<Wire> | { readonly _tag: 'Say'; readonly say: () => ReadonlyArray<Out> }

export type Fill = () => Observable<E.Either<Response, ReadonlyArray<Item>>>

export const say = (...outs: ReadonlyArray<Out>): Item => ({ _tag: 'Say', say: () => outs })

/** `fill`: what comes first once the socket is open; when it cannot be had, the connection is given up. */
export const connection = (news$: Observable<SocketNews>, conversationId: string, fill: Fill, filled: () => void): Observable<Item> =>
  new Observable((subscriber) => {
    let held: Item[] | undefined = []

    const receive = (data: unknown): void => {
      const read = readFrame(data, conversationId)
      const item: Item | undefined = E.isLeft(read) ? read : read.right && E.right(read.right)
      if (item && held) held.push(item)
      else if (item) subscriber.next(item)
    }

    const proceed = (before: ReadonlyArray<Item>): void => {
      const items = [...before, ...(held ?? [])]
      held = undefined
      filled()
      items.forEach((item) => subscriber.next(item))
    }

    subscriber.add(
      news$.subscribe((news) => {
        switch (news._tag) {
          case 'Opened':
            subscriber.add(fill().subscribe((answer) => (E.isRight(answer) ? proceed(answer.right) : subscriber.complete())))
            return
          case 'Received':
            return receive(news.data)
          case 'Closed':
            // Why is not decided by the code, which is undocumented on purpose, but by asking. Source: Genesys' forum.
            if (!held) subscriber.next(say(E.right({ _tag: 'Lost' })))
            subscriber.complete()
        }
      })
    )
  })
