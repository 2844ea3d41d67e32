/** The configuration of guest chat: errors that name the field, defaults for the rest. */
import { decodeGuestChat } from '../../../../adapters/transports/guestChat/config'
import { guestChat } from '../../../../adapters/transports/guestChat'
import { nodeEnvironment } from '../../../../adapters/node'

const dataURL = 'https://api.mypurecloud.com'

test('defaults', () => {
  expect(decodeGuestChat({ transport: { dataURL } })).toMatchObject({
    right: { ajaxTimeout: 12_000, transport: { socketReconnectInterval: 500, socketHeartbeatTrackerInterval: 14_000, pagination: true, maxMessagePageSize: 100, botEventsEnabled: false } }
  })
})

test.each([
  [undefined, 'webchat: expected an object, found undefined'],
  [{}, 'webchat.transport: expected an object, found undefined'],
  [{ transport: {} }, 'webchat.transport.dataURL: expected an absolute URL with http or https, found undefined'],
  [{ transport: { dataURL: 'ftp://x' } }, 'webchat.transport.dataURL: expected an absolute URL with http or https, found "ftp://x"'],
  [{ transport: { dataURL, deploymentKey: 5 } }, 'webchat.transport.deploymentKey: expected a string, found 5'],
  [{ transport: { dataURL, maxMessagePageSize: 101 } }, 'webchat.transport.maxMessagePageSize: expected a whole number from 1 to 100, found 101'],
  [{ transport: { dataURL, socketHeartbeatTrackerInterval: 0 } }, 'webchat.transport.socketHeartbeatTrackerInterval: expected a number of milliseconds from 1 to 2,147,483,647, found 0'],
  [{ transport: { dataURL, pagination: 'yes' } }, 'webchat.transport.pagination: expected a boolean, found "yes"']
])('%j', (given, error) => {
  expect(decodeGuestChat(given)).toEqual({ _tag: 'Left', left: [error] })
  expect(guestChat.open(given, nodeEnvironment())).toEqual({ _tag: 'Left', left: [error] })
})

test('a transport of its type, with what it can do', () => {
  const opened = guestChat.open({ transport: { dataURL, pagination: false } }, nodeEnvironment())
  expect(opened).toMatchObject({ right: { type: 'purecloud-v2-sockets', capabilities: { pagination: false, async: false, fileUpload: false, typingStop: false } } })
  if (opened._tag === 'Right') opened.right.dispose()
})
