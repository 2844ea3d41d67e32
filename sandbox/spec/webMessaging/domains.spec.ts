/** Which sites a deployment lets connect. */
import { domains, mayConnect } from '../../src/webMessaging/deployment'

const config = (...allowedOrigins: ReadonlyArray<string>) => ({ deployments: [{ id: 'd', allowedOrigins: [...allowedOrigins] }] })

it.each([
  ['https://shop.example', true], ['https://www.shop.example:8443', true], ['https://workshop.example', false], ['www.shop.example', true]
])('with a host and with a suffix alike: %s %p', (origin, expected) => {
  expect([mayConnect('d', origin, config('https://shop.example')), mayConnect('d', origin, config('.shop.example'))]).toEqual([expected, expected && origin !== 'https://shop.example'])
})

it('an empty list lets nobody in, and says so', () => {
  expect([mayConnect('d', 'https://shop.example', config()), domains('d', config())]).toEqual([false, { allowAllDomains: false, allowedDomains: [] }])
})
