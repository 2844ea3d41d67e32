/** Text fields as pages hand them over: elements, lists, jQuery-like collections, and things that are neither. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { InputSignal } from '../../../lib'
import { inputs } from '../../../adapters/browser'
import { running } from '../../kit/service'

class Field extends EventTarget {
  readonly nodeType = 1
  constructor(
    readonly nodeName: string,
    readonly type: string,
    /** Where the next letter goes: texts and no others have it. */
    readonly selectionStart: number | null,
    public value = ''
  ) {
    super()
  }
  /** Old versions of zone.js write the signal of a listener's options anew: an object that has it as a getter alone throws. */
  override addEventListener(type: string, listener: EventListener | null, options?: AddEventListenerOptions | boolean): void {
    if (typeof options === 'object') options.signal = new AbortController().signal
    super.addEventListener(type, listener, options)
  }
}

const collection = (...members: unknown[]): object => Object.assign({ length: members.length, jquery: '3.7' }, members)

describe('inputs', () => {
  it.each<[string, Field]>([
    ['a textarea', new Field('TEXTAREA', 'textarea', 0)],
    ['a text input', new Field('INPUT', 'text', 0)],
    ...['search', 'url', 'tel', 'password'].map((type): [string, Field] => [`an input of type ${type}`, new Field('INPUT', type, 0)])
  ])('watch %s, also in a collection: keys with the text, and leaving', (_, field) => {
    ;[field, collection(field), [field], collection(field, new Field('INPUT', 'checkbox', null))].forEach((given) => {
      const got: InputSignal[] = []
      const watching = inputs(given)?.subscribe((signal) => got.push(signal))
      field.value = 'he'
      field.dispatchEvent(new Event('input'))
      field.dispatchEvent(new Event('keydown'))
      field.dispatchEvent(new Event('blur'))
      watching?.unsubscribe()
      field.dispatchEvent(new Event('input'))
      expect(got).toEqual([{ type: 'key', text: 'he' }, { type: 'blur' }])
    })
  })

  it.each<[string, unknown]>([
    ...['email', 'number', 'checkbox', 'radio', 'button', 'submit', 'file', 'range', 'date', 'color', 'hidden'].map((type): [string, unknown] => [`an input of type ${type}`, new Field('INPUT', type, null)]),
    ['a list', { nodeType: 1, nodeName: 'SELECT', type: 'select-one' }],
    ['a div', { nodeType: 1, nodeName: 'DIV' }],
    ['a lookalike', { nodeName: 'TEXTAREA', type: 'textarea' }],
    ['a lookalike that has a place for the next letter', { nodeType: 1, nodeName: 'TEXTAREA', selectionStart: 0 }],
    ['an empty collection', collection()],
    ['a selector', '#input'],
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['a function', () => undefined]
  ])('%s is no text field', (_, given) => expect(inputs(given)).toBeUndefined())
})

describe('fields that the page has removed', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void // what the flag brings

  it('are let go, and the one that is there is still watched', async () => {
    const { service, ask, transport } = running({ inputs })
    ask('startChat')
    const removed = Array.from({ length: 40 }, () => {
      const field = new Field('TEXTAREA', 'textarea', 0)
      ask('registerTypingPreviewInput', { input: field })
      field.dispatchEvent(new Event('input'))
      return new WeakRef(field)
    })
    const kept = new Field('TEXTAREA', 'textarea', 0, 'hi')
    ask('registerTypingPreviewInput', { input: kept })
    ask('registerTypingPreviewInput', { input: removed.at(-1)?.deref() }) // the latest is let go as well
    await new Promise((resolve) => setImmediate(resolve)) // until then a weak reference that was read holds its field
    collect()
    expect(removed.filter((field) => field.deref() !== undefined)).toHaveLength(0)
    ask('endChat')
    ask('startChat')
    kept.dispatchEvent(new Event('input'))
    expect(transport.calls.at(-1)).toEqual({ type: 'sendTyping', typing: true, text: 'hi' })
    service.dispose()
  })
})
