/** Which addresses of a server are used, and which are refused. */
import { isAcceptable } from '../../../adapters/transports/address'

const SITE = 'https://api.example'

test.each([
  ['wss://stream.example/a', 'wss', SITE, true],
  ['WSS://stream.example/a', 'wss', SITE, true],
  ['ws://stream.example/a', 'wss', SITE, false],
  ['https://stream.example/a', 'wss', SITE, false],
  ['ws://127.0.0.1:80/a', 'wss', SITE, true],
  ['ws://localhost:80/a', 'wss', SITE, true],
  ['ws://[::1]:80/a', 'wss', SITE, true],
  ['ws://localhost.evil.example/a', 'wss', SITE, false],
  ['ws://127.0.0.1.evil.example/a', 'wss', SITE, false],
  ['ws://localhost@evil.example/a', 'wss', SITE, false],
  ['ws://api.example/a', 'wss', 'http://api.example', true],
  ['ws://other.example/a', 'wss', 'http://api.example', false],
  ['ws://api.example/a', 'wss', SITE, false],
  ['https://bucket.example/a', 'https', SITE, true],
  ['http://bucket.example/a', 'https', SITE, false],
  ['http://127.0.0.1:80/a', 'https', SITE, true],
  ['wss://bucket.example/a', 'https', SITE, false],
  ['data:text/plain,x', 'https', SITE, false],
  ['blob:https://bucket.example/1', 'https', SITE, false],
  ['javascript:alert(1)', 'https', SITE, false],
  ['//bucket.example/a', 'https', SITE, false],
  ['', 'https', SITE, false]
] as const)('%s as %s beside %s: %s', (address, secure, configured, expected) => {
  expect(isAcceptable(address, { secure, configured })).toBe(expected)
})
