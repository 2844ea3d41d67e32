/** What is printed at the start: no address of the demo that it cannot use yet. */
import { addresses } from '../src/addresses.js'

it('names the pages, and what a widget is to be told', () => {
  expect(addresses('http://h').split('\n')).toEqual([
    '  demo       http://h/', '  demo       http://h/?backend=webmessaging', '  demo       http://h/?backend=gms', '  desk       http://h/desk', '  dataURL    http://h',
    '  GMS        http://h/genesys/2/chat/customer-support', '  CometD     http://h/genesys/cometd', '  Multicloud http://h/nexus/v3/chat/sessions'
  ])
})
