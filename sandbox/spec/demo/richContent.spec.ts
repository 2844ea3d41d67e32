/** Rich content of other people's making: read as far as it makes sense, never a failure. */
import { readElements } from '../../pages/demo/rich/read.js'

it('makes one row of quick replies that follow each other', () => {
  const reply = (text: string) => ({ contentType: 'QuickReply', quickReply: { text, payload: text.toLowerCase() } })
  expect(readElements([reply('Yes'), reply('No')])).toEqual([
    { kind: 'quickReplies', replies: [{ text: 'Yes', payload: 'yes', image: undefined }, { text: 'No', payload: 'no', image: undefined }] }
  ])
})

it.each([undefined, null, 'text', 7, {}, [null], [[]], [{ contentType: 7 }], [{ contentType: 'Card', card: { title: null } }], [{ contentType: 'DatePicker' }], [{ contentType: 'ListPicker', listPicker: { sections: [{ items: [{ title: 3 }] }] } }]])(
  'takes %j as it is',
  (content) => {
    expect(Array.isArray(readElements(content))).toBe(true)
  }
)

it('takes the default action of a card without actions, and no action without words', () => {
  expect(readElements([{ contentType: 'Card', card: { title: 'A', actions: [{ type: 'Postback' }], defaultAction: { type: 'Link', url: 'https://example.com' } } }])).toEqual([
    { kind: 'cards', cards: [{ title: 'A', description: undefined, image: undefined, actions: [{ kind: 'link', text: 'https://example.com', url: 'https://example.com' }] }] }
  ])
})
