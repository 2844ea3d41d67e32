/** What a chat begins with: which value wins where a key is given twice. */
import { opening } from '../../../../adapters/transports/webMessaging/attributes'

it('a form’s further fields win over the configured user data, as on the other back end', () => {
  const given = { configured: undefined, orgGuid: undefined, interactionData: {}, page: {} }
  const form = { displayName: 'Ann', more: { plan: 'of the form' } }
  expect(opening({ ...given, form, userData: { plan: 'configured', seat: '12a' } })).toEqual({ plan: 'of the form', seat: '12a' })
})
