import { stage } from '../../lib/operators/stage'
import { lost, says } from '../../testing'
import type { Frame } from '../../lib'
import { marbles } from '../marbles'
import { passesTheRest } from '../cases'

const failed = (found: string) => ({
  _tag: 'Failed',
  code: 'FrameFailed',
  response: {
    status: 0,
    statusText: 'Something that the server sent could not be handled. It was skipped.',
    responseText: '',
    errorReason: 'frame',
    errors: [`frame: expected a frame that can be handled, found one (${found}) that throws in fussy`]
  }
})
const fussy = (frame: Frame): Frame => {
  if (frame._tag === 'Entries') throw new Error('a secret')
  return frame
}

describe('stage', () => {
  passesTheRest<Frame, Frame>(() => stage('fussy', fussy), { a: lost })

  it('reports the frame on which it throws by kind and place, and goes on', marbles(({ hot, expectObservable }) => {
    const frame$ = hot<Frame>('-a-m-a-m-a-|', { a: lost, m: says('a secret') })
    const expected = '         -a-x-a-x-a-|'

    expectObservable(frame$.pipe(stage('fussy', fussy))).toBe(expected, { a: lost, x: failed('Entries') })
  }))

  it('one that cannot even be asked for its kind is reported too', marbles(({ hot, expectObservable }) => {
    const hostile = { get _tag(): never { throw new Error('a trap') } }
    const frame$ = hot('-h-a-|', { h: hostile as unknown as Frame, a: lost })
    const expected = '  -x-a-|'

    expectObservable(frame$.pipe(stage('fussy', fussy))).toBe(expected, { a: lost, x: failed('frame') })
  }))

  it('changes each frame by its function', marbles(({ hot, expectObservable }) => {
    const frame$ = hot<Frame>('-a-|', { a: lost })
    const expected = '         -b-|'

    expectObservable(frame$.pipe(stage('rename', ({ _tag }) => _tag))).toBe(expected, { b: 'Lost' })
  }))
})
