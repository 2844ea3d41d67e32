/** Files as pages hand them over: one, an input, collections, those of another frame, and things that are none or mean harm. */
import { filesOf } from '../../../adapters/transports/filesOf'

const collection = (...members: unknown[]): object => Object.assign({ length: members.length, jquery: '3.7' }, members)

const a = new File(['a'], 'a.txt')
const b = new File(['b'], 'b.txt')
const input = { nodeType: 1, nodeName: 'INPUT', name: 'upload', type: 'file', size: 20, files: collection(a, b), length: 9 }

/** What a file of another frame has. No class of ours made it. */
const foreign = { name: 'c.txt', type: 'text/plain', size: 1, slice: () => new Blob() }

const withItself: Record<string, unknown> = {}
withItself['files'] = withItself
const listWithItself: unknown[] = []
listWithItself.push(listWithItself, listWithItself)

const refused = (): never => {
  throw new Error('no')
}
/** Has every property, and each is such a proxy again. */
const bottomless: object = new Proxy({}, { has: () => true, get: (_, key) => (key === 'length' ? 1e9 : bottomless) })

describe('files are found in', () => {
  it.each<[string, unknown, ReadonlyArray<unknown>]>([
    ['a file', a, [a]],
    ['a collection', collection(a, b), [a, b]],
    ['an array', [a, b], [a, b]],
    ['an array that holds one twice', [a, a], [a, a]],
    ['an array with a gap', Object.assign([], { 1: a }), [a]],
    ['an input element', input, [a, b]],
    ['a jQuery-like collection of inputs', collection(input, { nodeType: 1, nodeName: 'INPUT', files: null }), [a, b]],
    ['an array with the list of an input', [input.files, a], [a, b, a]],
    ['a file of another frame', foreign, [foreign]],
    ['an input of another frame', { files: { 0: foreign, length: 1 } }, [foreign]],
    ['something else among them', [a, 'b', null, {}], [a]],
    ['a thousand', Array(1_000).fill(a), Array(1_000).fill(a)]
  ])('%s', (_, given, expected) => expect(filesOf(given)).toEqual(expected))
})

describe('there are no files in', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'a.txt'],
    ['a number', 7],
    ['a function', () => a],
    ['content without a name', new Blob(['a'])],
    ['what looks like a file by half', { name: 'a.txt', type: 'text/plain', size: 1 }],
    ['an input with no files yet', { files: null }],
    ['an empty collection', collection()],
    ['a length that is none', { length: '1', 0: a }],
    ['a negative length', { length: -1, 0: a }],
    ['a length of nothing', { length: 1e9 }],
    ['an endless length', { length: Infinity, 0: a }],
    ['more than a person chooses', Array(1_001).fill(a)],
    ['an input of itself', withItself],
    ['an array of itself', listWithItself],
    ['a property that throws', { get files() { return refused() } }],
    ['a proxy that throws', new Proxy({}, { has: refused, get: refused })],
    ['a proxy without a bottom', bottomless]
  ])('%s', (_, given) => expect(filesOf(given)).toEqual([]))
})
