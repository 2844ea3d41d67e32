/** What a site may write in `webchat`: the types, what decodes them and the documentation name the same fields. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeEnvironment } from '../../../adapters/node'
import type { WebChatConfig } from '../../../adapters/bus'
import { gms } from '../../../adapters/transports/gms'
import type { GmsSettings } from '../../../adapters/transports/gms'
import { guestChat } from '../../../adapters/transports/guestChat'
import type { GuestChatTransport } from '../../../adapters/transports/guestChat'
import { webMessaging } from '../../../adapters/transports/webMessaging'
import type { WebMessagingTransport } from '../../../adapters/transports/webMessaging'
import { decodeConfig } from '../../../lib'
import type { CoreConfig } from '../../../lib'

const documented = (...files: ReadonlyArray<string>): string => files.map((file) => readFileSync(join(__dirname, '../../..', file), 'utf8')).join('\n')

/** Of each field something that it cannot be. The compiler asks for every field of the type. */
const wrongCore: Record<Exclude<keyof CoreConfig, 'transport'>, unknown> = { compatibility: 'new', userData: [], ajaxTimeout: 0, restoreTimeout: '60', tabs: 'one' }
const wrongGuestChat: Record<Exclude<keyof GuestChatTransport, 'type' | 'interactionData'>, unknown> = {
  dataURL: 'ftp://x', deploymentKey: 7, orgGuid: 7, organizationId: 7, memberAuthToken: {}, pagination: 'yes', maxMessagePageSize: 101,
  socketHeartbeatTrackerInterval: -1, socketReconnectInterval: 0, botEventsEnabled: 'no'
}
const wrongWebMessaging: Record<Exclude<keyof WebMessagingTransport, 'type' | 'interactionData'>, unknown> = {
  deploymentId: ' ', deploymentKey: 7, domain: 'localhost', dataURL: 'x', messagingURL: 'https://x', configURL: 'x', async: 1, autoStart: 1, allowClear: 1,
  disconnectBehaviour: 'none', keepUntil: 'ever', customAttributes: [], orgGuid: 7, organizationId: 7, maxMessagePageSize: 0, auth: 'token'
}

const wrongGms: Record<Exclude<keyof GmsSettings, Exclude<keyof CoreConfig, 'ajaxTimeout' | 'restoreTimeout'>>, unknown> = {
  ajaxTimeout: 0, restoreTimeout: '60', dataURL: 'ftp://x', serverURL: 7, enableUrlTrailingSlash: 'no', apikey: {}, enableCustomHeader: 1, endpoint: 7, fileUploadTimeout: -1,
  xhrFields: 'x', pollExceptionLimit: -1, pollRate: 999, dynamicPolling: 'no', pollRateMin: 0, pollRateMax: 0, pollIntervalIdle_ms: 'x', pollRateMult: 1, pollRateSleep: 30_001,
  maxMessageLength: 0, cometD: 7, async: 7
}

const named = (decoded: { readonly _tag: string; readonly left?: ReadonlyArray<string> }): ReadonlyArray<string> =>
  (decoded.left ?? []).map((sentence) => sentence.replace(/^webchat\.(transport\.)?(\w+): expected .*$/s, '$2')).sort()
const inOrder = (fields: object): ReadonlyArray<string> => Object.keys(fields).sort()

it('what every back end has is decoded field by field, and documented', () => {
  expect(named(decodeConfig(wrongCore))).toEqual(inOrder(wrongCore))
  expect(named(decodeConfig({ transport: { interactionData: 7 } }))).toEqual(['interactionData'])
  const text = documented('README.md')
  expect(inOrder(wrongCore).filter((field) => !text.includes(`| \`${field}\` |`))).toEqual([])
})

it.each([
  ['guest chat', guestChat, wrongGuestChat, ['README.md']],
  ['web messaging', webMessaging, wrongWebMessaging, ['README.md', 'docs/web-messaging.md']]
] as const)('%s: its transport is decoded field by field, and documented', (_, { open }, wrong, files) => {
  const opened = open({ transport: wrong }, nodeEnvironment())
  expect(opened._tag === 'Left' ? named(opened) : opened).toEqual(inOrder(wrong))
  const text = documented(...files)
  expect([...inOrder(wrong), 'interactionData'].filter((field) => !text.includes(`\`${field}`))).toEqual([])
})

it('GMS: its fields are decoded one by one, and documented', () => {
  const opened = gms.open(wrongGms, nodeEnvironment())
  expect(opened._tag === 'Left' ? named(opened) : opened).toEqual(inOrder(wrongGms))
  const text = documented('docs/gms.md')
  expect(inOrder(wrongGms).filter((field) => !text.includes(`\`${field}`))).toEqual([])
  const sentences = [{}, { dataURL: 'https://x.test', cometD: { enabled: true } }].map((config) => gms.open(config, nodeEnvironment()))
  expect(sentences).toEqual([
    { _tag: 'Left', left: ['webchat.dataURL: expected an absolute URL with http or https, found undefined'] },
    { _tag: 'Left', left: ['webchat.cometD.cometURL: expected an absolute URL with http or https, found undefined'] }
  ])
  const cometD = { enabled: true, cometURL: 'https://x.test/cometd' }
  expect([{ cometD }, { cometD, async: { enabled: true, setSessionData: () => '' } }, { cometD: { ...cometD, channel: 'chat' } }].map((config) => gms.open(config, nodeEnvironment())._tag)).toEqual(['Right', 'Left', 'Left'])
})

it('what is written in the types is taken', () => {
  const configs: ReadonlyArray<WebChatConfig> = [
    { transport: { type: 'purecloud-v2-sockets', dataURL: 'https://api.example.com', deploymentKey: 'd', orgGuid: null }, userData: null, ajaxTimeout: 5_000 },
    { transport: { type: 'webmessaging', deploymentId: 'd', domain: 'example.com', disconnectBehaviour: 'ended' }, compatibility: 'widgets-9' },
    { dataURL: 'https://gms.example.com/chat', apikey: 7, transport: null },
    // @ts-expect-error there is no such back end
    { transport: { type: 'carrier-pigeon', dataURL: 'https://api.example.com' } },
    // @ts-expect-error misspelt
    { transport: { type: 'webmessaging', deploymentID: 'd', domain: 'example.com' } }
  ]
  expect(configs.map((config) => decodeConfig(config)._tag)).toEqual(configs.map(() => 'Right'))
  expect([guestChat.open(configs[0], nodeEnvironment())._tag, webMessaging.open(configs[1], nodeEnvironment())._tag]).toEqual(['Right', 'Right'])
})
