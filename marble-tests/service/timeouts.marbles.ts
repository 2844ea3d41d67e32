import { chat, replying, silent } from '../../testing'
import type { Order } from '../../testing'
import { everything } from '../../spec/kit/service'
import { marbles } from '../marbles'

const active: ReadonlyArray<readonly [Order, string]> = [
  [['sendMessage', { message: 'hi' }], '(N*)'],
  [['sendFilteredMessage', { message: 'hi', regex: /x/ }], '(N*)'],
  [['sendCustomNotice', { message: 'hi' }], '(N*)'],
  [['updateUserData', { a: 1 }], '(N*)'],
  [['poll'], '(N*)'],
  [['startPoll'], '(N*)'],
  [['stopPoll'], '(N*)'],
  [['pausePoll'], '(N*)'],
  [['resetPollExceptions'], '(N*)'],
  [['sendFile', { files: [] }], '(N*)'],
  [['getFileLimits'], '(N*)'],
  [['downloadFile', { fileId: 'f' }], '(N*)'],
  [['fetchHistory'], '(N*)'],
  [['sleep'], '(N*)'],
  [['wake'], '(N*)'],
  [['endChat'], '(NDE)']
]

describe('no answer within 12,000 ms is a failure', () => {
  it.each(active)('%j', (order, expected) =>
    marbles((m) => {
      const { told$ } = chat(m, {
        asks: 's----x',
        orders: { x: order },
        script: replying({ start: replying({}) }, silent),
        capabilities: everything
      })
      m.expectObservable(told$).toBe(`(sS)- 12000ms ${expected}`)
    })()
  )

  it('startChat', marbles((m) => {
    const { told$ } = chat(m, { asks: 's', script: silent })
    m.expectObservable(told$).toBe('12000ms (N*)')
  }))

  it('restore: verifySession waits for it', marbles((m) => {
    const { told$ } = chat(m, { asks: 'rv', script: silent })
    m.expectObservable(told$).toBe('12000ms (NFv)')
  }))

  it('sendTyping: its typing stops meanwhile', marbles((m) => {
    const { told$ } = chat(m, { asks: 's----k', script: replying({ start: replying({}) }, silent) })
    m.expectObservable(told$).toBe('(sS)-K 1999ms Q 9999ms (N*)')
  }))

  it('or within what the site configures', marbles((m) => {
    const { told$ } = chat(m, { asks: 's', script: silent, config: { ajaxTimeout: 30 } })
    m.expectObservable(told$).toBe('30ms (N*)')
  }))
})
