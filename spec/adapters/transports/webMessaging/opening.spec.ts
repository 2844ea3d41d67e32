/** What a chat begins with: which value wins where a key is given twice. */
import { opening } from '../../../../adapters/transports/webMessaging/attributes'

it('what the customer typed wins over user data of the same name, unless it was left blank: as on guest chat', () => {
  const given = { configured: { email: 'site' }, orgGuid: undefined, interactionData: {}, page: {} }
  const userData = { nickname: 'data', firstname: 'data', lastname: 'data', email: 'data', subject: 'data' }
  const form = { displayName: 'Ann', nickname: 'Ann', firstname: '', email: 'ann@example.com', more: { email: 'more', lastname: 'more' } }
  expect(opening({ ...given, form, userData })).toEqual({ nickname: 'Ann', firstname: 'data', lastname: 'more', email: 'ann@example.com', subject: 'data' })
})

it('a form’s further fields win over the configured user data, as on the other back end', () => {
  const given = { configured: undefined, orgGuid: undefined, interactionData: {}, page: {} }
  const form = { displayName: 'Ann', more: { plan: 'of the form' } }
  expect(opening({ ...given, form, userData: { plan: 'configured', seat: '12a' } })).toEqual({ plan: 'of the form', seat: '12a' })
})
