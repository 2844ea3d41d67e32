/** The parts without a connection: configuration, attributes, requests, refusals, limits. */
import fc from 'fast-check'
import { attributes, bytes, opening, tooMany } from '../../../../adapters/transports/webMessaging/attributes'
import { decodeTransport } from '../../../../adapters/transports/webMessaging/config'
import { isEnd, isRate, isSignIn, refusal } from '../../../../adapters/transports/webMessaging/errors'
import { filesOf } from '../../../../adapters/transports/filesOf'
import { limitsOf, wrongWith } from '../../../../adapters/transports/webMessaging/limits'
import { configure, message, onMessage } from '../../../../adapters/transports/webMessaging/requests'

describe('config', () => {
  const decode = (transport: object) => decodeTransport({ transport })
  it.each([
    [{ deploymentId: 'd', domain: 'mypurecloud.de' }, 'wss://webmessaging.mypurecloud.de/v1', 'https://api.mypurecloud.de', 'https://api-cdn.mypurecloud.de'],
    [{ deploymentKey: 'd', dataURL: 'https://api.mypurecloud.de/' }, 'wss://webmessaging.mypurecloud.de/v1', 'https://api.mypurecloud.de', 'https://api-cdn.mypurecloud.de'],
    [{ deploymentId: 'd', dataURL: 'http://127.0.0.1:80' }, 'ws://127.0.0.1:80/v1', 'http://127.0.0.1:80', 'http://127.0.0.1:80'],
    [{ deploymentId: 'd', dataURL: 'http://h', messagingURL: 'ws://m/', configURL: 'http://c/' }, 'ws://m/v1', 'http://h', 'http://c'],
    [{ deploymentId: 'd', dataURL: 'http://h', messagingURL: 'wss://m/proxy/v1' }, 'wss://m/proxy/v1', 'http://h', 'http://h'],
    [{ deploymentId: 'd', domain: 'mypurecloud.de', dataURL: 'http://h' }, 'wss://webmessaging.mypurecloud.de/v1', 'http://h', 'https://api-cdn.mypurecloud.de']
  ])('finds the addresses of %j', (given, messagingURL, dataURL, configURL) => {
    expect(decode(given)).toMatchObject({ _tag: 'Right', right: { deploymentId: 'd', messagingURL, dataURL, configURL, async: false, pageSize: 25 } })
  })
  it('an id that no address can hold becomes one that it can', () => {
    expect(decode({ deploymentId: 'd\ud800', dataURL: 'http://h' })).toMatchObject({ right: { deploymentId: 'd\ufffd' } })
  })
  it.each([
    [{ domain: 'a.b' }, 'webchat.transport.deploymentId: expected the id of a Messenger deployment, found undefined'],
    [{ deploymentId: 'd' }, "webchat.transport.domain: expected a domain such as mypurecloud.com, found undefined"],
    [{ deploymentId: 'd', domain: 'https://a.b' }, "webchat.transport.domain: expected a domain such as mypurecloud.com, found \"https://a.b\""],
    [{ deploymentId: 'd', domain: 'a.b', disconnectBehaviour: 'no' }, "webchat.transport.disconnectBehaviour: expected 'agentDisconnected' or 'ended', found \"no\""],
    [{ deploymentId: 'd', domain: 'a.b', maxMessagePageSize: 0 }, 'webchat.transport.maxMessagePageSize: expected a whole number from 1 to 100, found 0']
  ])('names what is wrong with %j', (given, sentence) => {
    expect(decode(given)).toEqual({ _tag: 'Left', left: [sentence] })
  })
})

describe('attributes', () => {
  it('counts bytes as UTF-8 encoders do', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => bytes(text) === new TextEncoder().encode(text).length))
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => bytes(text) === new TextEncoder().encode(text).length))
    expect(bytes('\ud800')).toBe(3)
  })
  it('are texts, whatever they were', () => {
    expect(attributes({ a: 1, b: true, c: null, d: undefined, e: '', f: ['x', 2], g: { h: [1] }, i: [{ j: 1 }] })).toEqual({ a: '1', b: 'true', f: 'x,2', g: '{"h":[1]}', i: '[{"j":1}]' })
  })
  it('leave the page\'s facts out when there is no room', () => {
    const form = { displayName: 'Ana', nickname: 'Ana', more: { vip: true } }
    const all = opening({ configured: { site: 's' }, orgGuid: 'org', interactionData: { routing: { targetAddress: 'Q', priority: 2 } }, form, userData: { site: 'user' }, page: { _genesys_url: 'u' } })
    expect(all).toEqual({ _genesys_url: 'u', site: 'user', orgGuid: 'org', 'routing.targetAddress': 'Q', 'routing.priority': '2', nickname: 'Ana', vip: 'true' })
    expect(opening({ configured: {}, orgGuid: undefined, interactionData: {}, form, userData: {}, page: { _genesys_url: 'u'.repeat(2_048) } })).toEqual({ nickname: 'Ana', vip: 'true' })
  })
  it('are too many from 2,049 bytes on, keys and values together', () => {
    expect(tooMany({ é: '€'.repeat(682) })).toBeUndefined()
    expect(tooMany({ éx: '€'.repeat(682) })).toMatchObject({ status: 4013, errorReason: 'attributesSize' })
  })
})

describe('requests', () => {
  it('configures, as guest and signed in', () => {
    expect(configure('d', false)).toEqual({ action: 'configureSession', deploymentId: 'd', startNew: false })
    expect(configure('d', true, 'jwt')).toEqual({ action: 'configureAuthenticatedSession', deploymentId: 'd', startNew: true, data: { code: 'jwt' } })
  })
  it.each([
    [{}, { type: 'Text', text: 'Red', metadata: { id: 'x' } }],
    [{ quickReply: { text: 'Red', payload: 'RED' } }, { type: 'Structured', text: 'Red', metadata: { id: 'x' }, content: [{ contentType: 'ButtonResponse', buttonResponse: { type: 'QuickReply', text: 'Red', payload: 'RED' } }] }],
    [
      { listPicker: [{ text: 'L', payload: '1' }, { text: 'O', payload: '2' }], parentMessageId: 'p' },
      {
        type: 'Structured', text: 'Red', metadata: { id: 'x', parentMessageId: 'p' },
        content: ['1', '2'].map((payload, i) => ({ contentType: 'ButtonResponse', buttonResponse: { type: 'ListPicker', text: ['L', 'O'][i], payload, originatingMessageId: 'p' } }))
      }
    ],
    [{ content: [{ contentType: 'Form', form: {} }] }, { type: 'Structured', text: 'Red', metadata: { id: 'x' }, content: [{ contentType: 'Form', form: {} }] }],
    [{ quickReply: 'nonsense', content: 'nonsense' }, { type: 'Text', text: 'Red', metadata: { id: 'x' } }]
  ])('a text with %j', (options, expected) => {
    expect(onMessage(message('Red', options, 'x'), {})).toEqual({ action: 'onMessage', message: expected })
  })
  it('carries attributes inside the message', () => {
    expect(onMessage(message('Hi', {}, 'x'), { a: 'b' })).toMatchObject({ message: { channel: { metadata: { customAttributes: { a: 'b' } } } } })
  })
})

describe('refusals', () => {
  it.each([[409, 'end'], [4006, 'end'], [4007, 'end'], [4017, 'end'], [401, 'signIn'], [403, ''], [429, 'rate'], [4029, 'rate'], [4011, ''], [4013, ''], [4001, ''], [5000, '']])('%i: %s', (code, expected) => {
    const meanings = Object.entries({ end: isEnd, signIn: isSignIn, rate: isRate })
    expect(meanings.filter(([, means]) => means(refusal(code, ''))).map(([name]) => name).join()).toBe(expected)
    expect(refusal(code, '')).toMatchObject({ status: code, errorReason: expect.any(String), statusText: expect.stringContaining(String(code)) })
  })
  it('403 may mean that the sign-in has to be renewed', () => {
    expect(isSignIn(refusal(403, 'Session authentication failed'))).toBe(true)
  })
})

describe('files', () => {
  const file = (name: string, type: string, length: number) => new File(['x'.repeat(length)], name, { type })
  it('are limited as the service says, and off when it says nothing', () => {
    const media = { inbound: { fileTypes: [{ type: 'image/*' }, { type: 'text/plain' }], maxFileSizeKB: 1 } }
    expect(limitsOf({ allowedMedia: media, blockedExtensions: ['.EXE'] })).toEqual({ enabled: true, maxFileSize: 1_000, types: ['image/*', 'text/plain'], blockedExtensions: ['.EXE'] })
    expect(limitsOf({})).toEqual({ enabled: false, maxFileSize: 10_240_000, types: [], blockedExtensions: [] })
  })
  it.each([
    ['a.png', 'image/png', 1_000, undefined], ['a.txt', 'text/plain', 1, undefined], ['a.png', 'image/png', 1_001, 4002], ['a.png', 'image/png', 0, 4102],
    ['a.txt', 'text/plain;charset=utf-8', 1, undefined], ['a.txt', 'Text/Plain; charset="utf-8"', 1, undefined], ['a.html', 'text/html;x=text/plain', 1, 4001],
    ['a.exe', 'text/plain', 1, 4001], ['a.html', 'text/html', 1, 4001], ['a', '', 1, 4001], ['a', 'text/plain', 1, undefined]
  ])('%s of type %j with %d bytes: %p', (name, type, length, code) => {
    const limits = limitsOf({ allowedMedia: { inbound: { fileTypes: [{ type: 'image/*' }, { type: 'text/plain' }], maxFileSizeKB: 1 } }, blockedExtensions: ['.EXE'] })
    expect(wrongWith(file(name, type, length), limits)?.status).toBe(code)
  })
  it('of no type are allowed where everything is, and none is where nothing is', () => {
    expect(wrongWith(file('a', '', 1), limitsOf({ allowedMedia: { inbound: { fileTypes: [{ type: '*/*' }], maxFileSizeKB: undefined } } }))).toBeUndefined()
    expect(wrongWith(file('a.png', 'image/png', 1), limitsOf({}))?.status).toBe(4000)
  })
  it('come as a file, a list, an input, or not at all', () => {
    const one = file('a.txt', 'text/plain', 1)
    expect([filesOf(one), filesOf([one, 'x']), filesOf({ files: { 0: one, length: 1 } }), filesOf(undefined), filesOf('text'), filesOf({})]).toEqual([[one], [one], [one], [], [], []])
  })
})
