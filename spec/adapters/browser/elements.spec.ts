/** Text fields as pages hand them over: elements, lists, jQuery-like collections, and things that are neither. */
import type { InputSignal } from '../../../lib'
import { inputs } from '../../../adapters/browser'

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
