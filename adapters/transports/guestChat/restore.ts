/** Takes up the chat that an earlier page left: the member first, then the stream, then what was said. */
import * as E from 'fp-ts/Either'
import { defer, map, of, switchMap, timeout } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Response } from '../../../lib'
import { failure, success } from '../../../lib/Response'
import { NO_SESSION } from '../../../lib/Transport'
import { together } from '../together'
import { createApi } from './api'
import type { Chat } from './Chat'
import type { Fill, Item, Out } from './connection'
import type { Context } from './Context'
import { historyEntries, roster } from './fromWire'
import { ascending } from './history'
import type { Cursor } from './history'
import { createSession } from './session'
import type { Session } from './session'

/** Of the time that a request may take: the rest is the caller's, who gives up at its end. */
const SHARE = 0.9

const refused = (why: Response): Out => ({ _tag: 'Answer', answer: E.left(why) })

type Adopt = (session: Session, cursor: Cursor) => void

const takeUp = ({ environment, config, stored }: Context, chat: Chat, adopt: Adopt): Observable<Out> =>
  createApi(environment, config, chat)
    .self()
    .pipe(
      switchMap((self) => {
        if (E.isLeft(self)) return of(refused(self.left))
        if (self.right.state !== 'CONNECTED') return of(refused(failure('ended', 'The chat session has ended.')))
        const { pagination, maxMessagePageSize: maxResults } = config.transport
        const session = createSession(environment, config, stored, chat, self.right)
        const history = pagination
          ? session.api.page({ descending: true, maxResults }).pipe(map(E.map(({ units, more }) => ({ units: [...units].reverse(), more }))))
          : session.api.messages({ maxResults }).pipe(map(E.map((units) => ({ units, more: false }))))

        const fill: Fill = () =>
          together(session.api.members(), history).pipe(
            map(([everyone, past]): E.Either<Response, ReadonlyArray<Item>> => {
              if (E.isLeft(everyone)) return everyone
              if (E.isLeft(past)) return past
              const say = (): ReadonlyArray<Out> => {
                const lines = ascending(past.right.units)
                session.keep(false)
                session.remember(lines, everyone.right)
                adopt(session, { oldest: lines[0]?.id, more: past.right.more })
                const room = session.room()
                return [
                  { _tag: 'Answer', answer: E.right({ response: success(), session: session.data() }) },
                  E.right({ _tag: 'Roster', members: roster(room) }),
                  E.right({ _tag: 'Entries', era: 'restored', entries: historyEntries(room, lines), session: session.data() })
                ]
              }
              return E.right([{ _tag: 'Say', say }])
            })
          )
        return session.life(fill)
      })
    )

/** Emits `Answer` first, then who is there and what was said, then what is new. */
export const restore = (context: Context, adopt: Adopt): Observable<Out> =>
  defer(() => {
    const { stored, config, environment } = context
    const found = stored.read()
    switch (found._tag) {
      case 'None':
        return of(refused(failure(NO_SESSION, 'No chat session found to restore.')))
      case 'Unusable':
        return of(refused(failure('storage', 'What was stored of the chat session cannot be used.')))
      case 'Chat':
        return takeUp(context, found.chat, adopt).pipe(
          timeout({
            first: config.ajaxTimeout * SHARE,
            scheduler: environment.scheduler,
            with: () => of(refused(failure('timeout', 'The chat session could not be restored in time.')))
          })
        )
    }
  })
