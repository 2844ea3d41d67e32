/** The helpers that extensions get. */
import { common } from '../../../../adapters/bus/standalone/common'

it('checkPath reads what stands there, own or inherited, or nothing', () => {
  const object = { a: { b: [7] }, n: null }
  expect(['a.b.0', 'a.b.length', 'a.x.y', 'n.x', 'x'].map((path) => common.checkPath(object, path))).toEqual([7, 1, undefined, undefined, undefined])
  expect(common.checkPath(undefined, 'a.b')).toBeUndefined()
})

it('createPath makes what is missing, keeps what is there, and leaves prototypes alone', () => {
  const object: Record<string, unknown> = { a: { kept: 1 }, n: null }
  common.createPath(object, 'a.b.c', 2)
  common.createPath(object, 'n.x')
  expect(object).toEqual({ a: { kept: 1, b: { c: 2 } }, n: { x: {} } })
  common.createPath(object, '__proto__.polluted', true)
  common.createPath({}, 'constructor.prototype.polluted', true)
  expect('polluted' in {}).toBe(false)
  const plain = {}
  common.createPath(plain, '__proto__', { polluted: true })
  expect('polluted' in plain).toBe(false)
})
