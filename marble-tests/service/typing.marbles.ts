import { chat, fails, party, replying, says } from '../../testing'
import { marbles } from '../marbles'

describe('the client types', () => {
  it('starts once, each key extends, stops once after the quiet time', marbles((m) => {
    const asks = '    -s---k---k--k---------k-------'
    const expected = '-(sS)(Kk)k--k-----Q---(Kk)--Q-'
    const quiet = m.time('        ------|')
    const { told$ } = chat(m, { asks, clientTypingTimeout: quiet })

    m.expectObservable(told$).toBe(expected)
  }))

  it('one request for all of it; another when it begins again', marbles((m) => {
    const asks = '-s---k-k-k------------k----'
    const { transport, service } = chat(m, { asks, clientTypingTimeout: 5 })
    m.expectObservable(service.events.ended).toBe('-')
    m.flush()
    expect(transport.calls.slice(1)).toEqual([
      { type: 'sendTyping', typing: true, text: 'h' },
      { type: 'sendTyping', typing: true, text: 'h' }
    ])
  }))

  it('the window is 2,000 ms', marbles((m) => {
    const asks = '    s----k----'
    const expected = '(sS)-(Kk) 1996ms Q'
    const { told$ } = chat(m, { asks })

    m.expectObservable(told$).toBe(expected)
  }))

  it.each([
    ['a message', { asks: '-s---k---m', hears: '' }, '-(sS)(Kk)(Qm)'],
    ['the end', { asks: '-s---k---e', hears: '' }, '-(sS)(Kk)(QeDE)'],
    ['the end by the server', { asks: '-s---k----', hears: '---------e' }, '-(sS)(Kk)(QDE)'],
    ['a lost connection', { asks: '-s---k----', hears: '---------x' }, '-(sS)(Kk)(XQ)']
  ])('%s stops it at once, and once', (_, given, expected) =>
    marbles((m) => {
      const { told$ } = chat(m, { ...given, clientTypingTimeout: 50 })
      m.expectObservable(told$).toBe(expected)
    })()
  )

  it('nothing while the connection is lost; again when it is back', marbles((m) => {
    const asks = '    -s-----k-----k'
    const hears = '   -----x----y   '
    const expected = '-(sS)X-k--Y--(Kk)'
    const { told$, transport } = chat(m, { asks, hears })

    m.expectObservable(told$, '^----------------!').toBe(expected)
    m.flush()
    expect(transport.calls.map(({ type }) => type)).toEqual(['start', 'sendTyping'])
  }))

  it('tells a back end that wants to know of the stop; not when the connection or the session is gone', marbles((m) => {
    const stops = (given: { readonly asks: string; readonly hears?: string }) => {
      const it = chat(m, { ...given, clientTypingTimeout: 3, capabilities: { typingStop: true } })
      m.expectObservable(it.service.events.error).toBe('-')
      return it.transport
    }
    const quiet = stops({ asks: '-s---k' })
    const lost = stops({ asks: '-s---k', hears: '------x' })
    const over = stops({ asks: '-s---k', hears: '------e' })
    const sent = stops({ asks: '-s---km' })
    m.flush()
    const stop = { type: 'sendTyping', typing: false, text: '' }
    expect(quiet.calls.slice(2)).toEqual([stop])
    expect(lost.calls.slice(2)).toEqual([])
    expect(over.calls.slice(2)).toEqual([])
    expect(sent.calls.slice(2)).toEqual([stop, { type: 'sendMessage', text: 'hi', options: {} }])
  }))

  it('a request that fails is told, the typing goes on', marbles((m) => {
    const asks = '    -s---k-----'
    const expected = '-(sS)(KN*)Q'
    const { told$ } = chat(m, { asks, clientTypingTimeout: 5, script: replying({ sendTyping: fails() }) })

    m.expectObservable(told$).toBe(expected)
  }))

  it('a key in the handler of the stop begins anew', marbles((m) => {
    const asks = '    -s---k---m-----'
    const expected = '-(sS)(Kk)(QmK)Q'
    const { service, told$ } = chat(m, { asks, clientTypingTimeout: 5 })
    let again = true
    service.events.clientTypingStopped.subscribe(() => {
      if (again) service.command('sendTyping').subscribe()
      again = false
    })
    m.expectObservable(told$).toBe(expected)
  }))
})

describe('an agent types', () => {
  it('for 3,000 ms without news', marbles((m) => {
    const asks = '    s-----'
    const hears = '   -----t'
    const expected = '(sS)-T 2999ms O'
    const { told$ } = chat(m, { asks, hears })

    m.expectObservable(told$).toBe(expected)
  }))

  it('news extends it, a pause or a message of that agent stops it', marbles((m) => {
    const asks = '    -s----------------------------'
    const hears = '   -----t-t-p-t-a---t-----t------'
    const expected = '-(sS)T---P-T-(PM)T---O-T---O--'
    const { told$ } = chat(m, { asks, hears, agentTypingTimeout: 4 })

    m.expectObservable(told$).toBe(expected)
  }))

  it.each([
    ['endChat', { asks: '-s-----e', hears: '-----t' }, '-(sS)T-(PeDE)'],
    ['the end by the server', { asks: '-s', hears: '-----t-e' }, '-(sS)T-(PDE)'],
    ['a lost connection', { asks: '-s', hears: '-----t-x' }, '-(sS)T-(PX)'],
    ['their leaving', { asks: '-s', hears: '-----j---t-l' }, '-(sS)(MA)T-(PML)']
  ])('%s stops it: before it is told', (_, given, expected) =>
    marbles((m) => {
      const { told$ } = chat(m, { ...given, agentTypingTimeout: 50 })
      m.expectObservable(told$).toBe(expected)
    })()
  )

  it('nobody types into the next chat', marbles((m) => {
    const asks = '    -s-----e------s---'
    const hears = '   -----t----t-------'
    const expected = '-(sS)T-(PeDE)-(sS)'
    const { told$ } = chat(m, { asks, hears, agentTypingTimeout: 50 })

    m.expectObservable(told$).toBe(expected)
  }))

  it('tells who', marbles((m) => {
    const { service } = chat(m, {
      asks: 's',
      hears: '-----u----',
      frames: { u: { _tag: 'Typing', from: party('Bob'), typing: true, original: { eventBody: { kind: 'typing' } } } }
    })
    m.expectObservable(service.events.agentTypingStarted, '^--------!').toBe('-----u', {
      u: { eventBody: { kind: 'typing' }, from: { id: 'b1', name: 'Bob' } }
    })
  }))

  it('a hidden message stops it too', marbles((m) => {
    const asks = '    -s------'
    const hears = '   -----t-h'
    const expected = '-(sS)T-P'
    const { told$ } = chat(m, { asks, hears, frames: { h: says('{start:123456789}') }, agentTypingTimeout: 50 })

    m.expectObservable(told$).toBe(expected)
  }))
})
