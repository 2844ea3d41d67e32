import { migrate } from '../../../adapters/cli/migrate'
import { printValue } from '../../../adapters/cli/printConfiguration'
import { readConfiguration } from '../../../adapters/cli/readConfiguration'

const reading = (text: string) => readConfiguration([{ name: 'site', text }])

const read = (text: string) => {
  const found = reading(text)
  if (found._tag === 'Left') throw new Error(found.left)
  return found.right.widgets
}

const page = `<!doctype html><script src="cxbus.min.js"></script>
<script>
if (!window._genesys) window._genesys = {}
if (!window._genesys.widgets) window._genesys.widgets = {}
window._genesys.widgets.main = { theme: 'dark', 'deploymentID': "d1", debug: !1 }
window._genesys.widgets.webchat = {
  transport: {
    type: 'purecloud-v2-sockets', dataURL: 'https://api.mypurecloud.de', deploymentKey: 'KEY', orgGuid: 'ORG',
    socketHeartbeatTrackerInterval: 20000,
    interactionData: { routing: { targetType: 'QUEUE', targetAddress: 'Support', priority: 2, skills: ['Billing'] } }
  },
  userData: { phone: '+49 1', page: location.href },
  chatButton: { enabled: true, template: '<b>it\\'s "us"</b>' },
  form: { wrapper: \`<table></table>\`, inputs: [{ id: 'a', validate: function (e) { return !!e } }] }
}
window._genesys.widgets.extensions = { mine: function ($, CXBus) { CXBus.loadPlugin('x') } }
</script>`

describe('migrate', () => {
  it('reads a page without running it, and keeps what is not data as it is written', () => {
    expect(printValue(read(page))).toBe(`{
  main: {
    theme: 'dark',
    deploymentID: 'd1',
    debug: false
  },
  webchat: {
    transport: {
      type: 'purecloud-v2-sockets',
      dataURL: 'https://api.mypurecloud.de',
      deploymentKey: 'KEY',
      orgGuid: 'ORG',
      socketHeartbeatTrackerInterval: 20000,
      interactionData: {
        routing: {
          targetType: 'QUEUE',
          targetAddress: 'Support',
          priority: 2,
          skills: ['Billing']
        }
      }
    },
    userData: {
      phone: '+49 1',
      page: location.href
    },
    chatButton: {
      enabled: true,
      template: '<b>it\\'s "us"</b>'
    },
    form: {
      wrapper: '<table></table>',
      inputs: [{
        id: 'a',
        validate: function (e) { return !!e }
      }]
    }
  },
  extensions: {
    mine: function ($, CXBus) { CXBus.loadPlugin('x') }
  }
}`)
  })

  it('turns guest chat into web messaging and names what it could not carry over', () => {
    const { widgets, notes } = migrate(read(page))
    expect(widgets['webchat']).toMatchObject({
      transport: {
        type: 'webmessaging',
        deploymentId: 'YOUR_MESSENGER_DEPLOYMENT_ID',
        domain: 'mypurecloud.de',
        orgGuid: 'ORG',
        interactionData: { routing: { targetType: 'QUEUE', targetAddress: 'Support', priority: 2, skills: ['Billing'] } }
      },
      chatButton: { enabled: true }
    })
    expect(Object.keys((widgets['webchat'] as { transport: object }).transport)).toEqual(['type', 'deploymentId', 'domain', 'orgGuid', 'interactionData'])
    expect(notes).toEqual([
      'transport.deploymentId: fill in the id of a Messenger deployment. The key of a web chat deployment is not one, so it was not carried over.',
      'transport.interactionData.routing: kept, and sent as custom attributes. Route on them in your inbound message flow; nothing routes by itself.',
      'transport.orgGuid: kept, and sent as a custom attribute. The deployment already belongs to your organisation.',
      'transport.socketHeartbeatTrackerInterval: not carried over; web messaging sends no heartbeats; the connection is watched in another way.',
      'userData: kept, and sent as custom attributes, all of them together at most 2,048 bytes.'
    ])
  })

  it('turns a GMS configuration into one that names everything to fill in', () => {
    const { widgets, notes } = migrate(read('window._genesys = { widgets: { webchat: { dataURL: "https://gms/genesys/2/chat/x", apikey: "k", pollRate: 3000, emojis: true } } }'))
    expect(widgets).toEqual({
      webchat: { transport: { type: 'webmessaging', deploymentId: 'YOUR_MESSENGER_DEPLOYMENT_ID', domain: 'YOUR_REGION_DOMAIN' }, emojis: true }
    })
    expect(notes).toEqual([
      'transport.deploymentId: fill in the id of a Messenger deployment. The key of a web chat deployment is not one, so it was not carried over.',
      "transport.domain: fill in your region's domain, like mypurecloud.com. The old address does not tell it.",
      'webchat.dataURL: not carried over; it was for GMS.',
      'webchat.apikey: not carried over; it was for GMS.',
      'webchat.pollRate: not carried over; it was for GMS.'
    ])
  })

  it.each([
    ['the widgets section', '{ "webchat": { "transport": { "type": "x" } } }'],
    ['the webchat section', '{ "transport": { "type": "x" } }'],
    ['the whole object', '{ "_genesys": { "widgets": { "webchat": { "transport": { "type": "x" } } } } }'],
    ['an assignment to one field', "window._genesys.widgets.webchat.transport.type = 'x'"],
    ['an assignment with brackets', "window['_genesys']['widgets'].webchat = { transport: { type: 'x' } }"]
  ])('reads %s', (_, text) => {
    expect(read(text)).toEqual({ webchat: { transport: { type: 'x' } } })
  })

  it('reads every script of a page, and neither comments nor data blocks; a module too', () => {
    const transport = "{ type: 'purecloud-v2-sockets', dataURL: 'https://api.mypurecloud.ie' }"
    const html = `<!doctype html><!-- <script>_genesys.widgets.webchat = { emojis: true }</script> -->
<script type="application/ld+json">{ "x": 1 }</script><script>_genesys.widgets.main = { debug: true }</script>
<script type="text/javascript">_genesys.widgets.webchat = { transport: ${transport} }</script>`
    const found = { webchat: { transport: { type: 'purecloud-v2-sockets', dataURL: 'https://api.mypurecloud.ie' } } }
    expect(read(html)).toEqual({ main: { debug: true }, ...found })
    expect(read(`import x from 'y'\nwindow._genesys.widgets.webchat = { transport: ${transport} }`)).toEqual(found)
  })

  it.each([
    'type="application/javascript"', "type='text/ecmascript'", 'type=text/javascript', 'type=""', 'type', 'TYPE="Text/JavaScript"', 'type="module"', 'data-type="config"', 'data-type="config" type="application/x-javascript"', 'async'
  ])('a browser runs <script %s>: it is read', (attributes) => {
    expect(read(`<p></p><script ${attributes}>_genesys.widgets.webchat = { emojis: true }</script>`)).toEqual({ webchat: { emojis: true } })
  })

  it.each(['type="application/json"', 'type=text/template', 'data-type="text/javascript" type="text/plain"'])('a browser does not run <script %s>: it is not read', (attributes) => {
    expect(reading(`<p></p><script ${attributes}>_genesys.widgets.webchat = { emojis: true }</script>`)).toMatchObject({ _tag: 'Left' })
  })

  it.each(['var', 'let', 'const'])('reads a variable that is declared with %s', (kind) => {
    expect(read(`${kind} _genesys = { widgets: { webchat: { emojis: true } } }; _genesys.widgets.webchat.emojis = false`)).toEqual({ webchat: { emojis: false } })
  })

  it('names what only the page can evaluate, and never lets it win over the new transport', () => {
    const mixed = migrate(read("_genesys.widgets.webchat = { ...base, transport: { type: 'x', dataURL: 'https://api.mypurecloud.ie', ...more } }"))
    expect(printValue(mixed.widgets['webchat'])).toMatch(/^{\n {2}\.\.\.base,\n {2}transport: {\n {4}type: 'webmessaging',/)
    expect(mixed.notes).toEqual(expect.arrayContaining([
      'webchat: ...base is kept as it is written. Look at what it holds: a transport in it is no longer used.',
      'transport: not carried over; only the page can evaluate ...more. Look at what it holds.'
    ]))
    expect(migrate(read('_genesys.widgets.webchat = config')).notes[0]).toBe('webchat: not carried over; only the page can evaluate config. Look at what it holds.')
    expect(migrate(read('_genesys.widgets.webchat = { transport: transportOf() }')).notes[0]).toBe('transport: not carried over; only the page can evaluate transportOf(). Look at what it holds.')
    expect(migrate(read('_genesys.widgets.main = {}')).notes[0]).toBe('webchat: there is none in this file; this is where it begins.')
    expect(migrate(read('{ "transport": { "constructor": 1 } }')).notes).toContain('transport.constructor: not carried over; web messaging has nothing like it.')
  })

  it('knows a field that is named as its variable from what is mixed in', () => {
    const { widgets, notes } = migrate(read("_genesys.widgets.webchat = { emojis, transport: { type: 'x', dataURL, deploymentId, orgGuid } }"))
    expect(printValue(widgets['webchat'])).toBe(`{
  transport: {
    type: 'webmessaging',
    deploymentId: deploymentId,
    domain: 'YOUR_REGION_DOMAIN',
    orgGuid: orgGuid
  },
  emojis: emojis
}`)
    expect(notes).toEqual([
      "transport.domain: fill in your region's domain, like mypurecloud.com. The old address does not tell it.",
      'transport.orgGuid: kept, and sent as a custom attribute. The deployment already belongs to your organisation.'
    ])
  })

  it('takes a guard for what it is: what is there stays, and nothing is to be said of it', () => {
    const script = `window._genesys = { widgets: { webchat: { transport: { type: 'x' } } } }
if (!window._genesys.widgets.webchat) window._genesys.widgets.webchat = {}`
    expect(reading(script)).toMatchObject({ right: { widgets: { webchat: { transport: { type: 'x' } } }, notes: [] } })
    expect(reading(script.replace('webchat = {}', 'webchat = { emojis: true }'))).toMatchObject({
      right: { widgets: { webchat: { transport: { type: 'x' } } }, notes: [] } // the condition is known not to hold
    })
    expect(reading(script.replace('!window._genesys.widgets.webchat', 'isNew'))).toMatchObject({ right: { widgets: { webchat: { transport: { type: 'x' } } }, notes: [] } })
    expect(reading(script.replace('!window._genesys.widgets.webchat', 'isNew').replace('webchat = {}', 'webchat = { emojis: true }'))).toMatchObject({
      right: { widgets: { webchat: { transport: { type: 'x' } } }, notes: ['widgets: webchat has another value under a condition (line 2: if (isNew)): line 2 is not in the output.'] }
    })
  })

  it('follows assignments in the order in which they begin: one within a value changes that value', () => {
    const script = `_genesys.widgets.webchat = { emojis: true, transport: { type: 'x' }, more: (function () { _genesys.widgets.webchat.emojis = false })() }
window._genesys.widgets.webchat.transport.type = 'y'`
    expect(read(script)['webchat']).toMatchObject({ emojis: false, transport: { type: 'y' } })
  })

  it('takes a field of any name as a field', () => {
    expect(printValue(read('{ "webchat": { "__proto__": { "a": 1 }, "transport": {} } }'))).toContain('__proto__: {\n      a: 1')
  })

  it.each([
    ['let x = ;', /^site: expected JavaScript, TypeScript, JSON or HTML: Unexpected token/],
    ['document.title = 1', /^site: no _genesys\.widgets configuration found/],
    ['', /^site: no _genesys\.widgets configuration found/]
  ])('says what is wrong with %j', (text, sentence) => {
    expect(reading(text)).toEqual({ _tag: 'Left', left: expect.stringMatching(sentence) })
  })
})
