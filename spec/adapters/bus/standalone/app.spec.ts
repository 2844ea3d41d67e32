/** What the stand-in for the incumbent's core does on a new bus. */
import { createApp } from '../../../../adapters/bus/standalone/app'
import type { Page, Widgets } from '../../../../adapters/bus/Page'
import type { Store } from '../../../../adapters/transports/Environment'
import { bench, heard } from '../kit'
import type { Bench } from '../kit'

const stage = (widgets: Widgets, kept: Map<string, string>): Bench & { start: () => void; mains: unknown[] } => {
  const made = bench()
  const mains: unknown[] = []
  const page: Page = { _genesys: { widgets }, document: { readyState: 'complete' }, setTimeout, addEventListener: () => undefined }
  const store: Store = { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value), remove: (key) => void kept.delete(key) }
  const storeOf = (main: unknown): Store => {
    mains.push(main)
    return store
  }
  return { ...made, mains, start: createApp({ bus: made.bus, page, storeOf }) }
}

describe('the list of plugins that load by themselves', () => {
  it('is kept for the site, by name or by who asks, and the next page loads them once', () => {
    const kept = new Map<string, string>()
    const main = { deploymentID: 'D7', preload: ['Second'] }
    const first = stage({ main }, kept)
    first.start()
    const a = first.plugin('A')
    const asked: Array<[string, unknown?]> = [['registerAutoLoad'], ['registerAutoLoad', { name: 'Second' }], ['registerAutoLoad', { name: 7 }], ['registerAutoLoad', { name: 'Third' }], ['deregisterAutoLoad', { name: 'Third' }]]
    const got = asked.map(([name, options]) => heard(a.command(`App.${name}`, options)))
    first.flush()
    expect(got).toEqual(asked.map(() => [['done']]))
    expect([...kept.values()]).toEqual(['{"A":true,"Second":true}'])
    expect(first.mains).toContainEqual(main)

    const second = stage({ main }, kept)
    second.start()
    second.flush()
    expect(second.scripts.map(({ url }) => url)).toEqual(['second.min.js', 'a.min.js'])
    const off = heard(second.plugin('A').command('App.deregisterAutoLoad'))
    second.flush()
    expect([off, [...kept.values()]]).toEqual([[['done']], ['{"Second":true}']])
  })
})

describe('what a site lists', () => {
  it('may be anything: what is neither a function nor an address is left alone', () => {
    const called: string[] = []
    const { start, flush, scripts, errors } = stage(
      { extensions: [() => called.push('one'), undefined, null, 7, {}, '', '/two.js'], main: { preload: { first: 'P', second: null, third: 7 } }, onReady: 'none' },
      new Map()
    )
    start()
    flush()
    expect([called, scripts.map(({ url }) => url), errors]).toEqual([['one'], ['/two.js', 'p.min.js'], []])
  })

  it('may not let itself be read: everything else goes on', () => {
    const unreadable = new Proxy({}, {
      get: () => {
        throw new Error('no')
      },
      ownKeys: () => {
        throw new Error('no')
      }
    })
    const told: string[] = []
    const readied = ['extensions', 'main', 'onReady'].map((field) => {
      const { start, flush, plugin, errors } = stage({ [field]: unreadable }, new Map())
      plugin('A').subscribe('App.ready', () => told.push(field))
      start()
      flush()
      return errors
    })
    expect([told, readied]).toEqual([['extensions', 'main', 'onReady'], [[], [], []]])
    const { start, flush, plugin } = stage(unreadable, new Map())
    plugin('A').subscribe('App.ready', () => told.push('all'))
    const got = heard(plugin('B').command('App.registerExtension', unreadable as { extension: unknown }))
    start()
    flush()
    expect([told.includes('all'), got]).toEqual([true, [['done']]])
  })

  it('registerExtension runs a function or an address, is answered for anything else, and when the function throws', () => {
    const { start, flush, scripts, errors, plugin } = stage({}, new Map())
    start()
    const a = plugin('A')
    const bad = (): void => {
      throw 'bad'
    }
    const got = [{ extension: '/late.js' }, { extension: bad }, { extension: 7 }, {}, undefined].map((options) => heard(a.command('App.registerExtension', options as { extension: unknown })))
    flush()
    expect([got.map(([answer]) => answer), scripts.map(({ url }) => url), errors]).toEqual([got.map(() => ['done']), ['/late.js'], ['bad']])
  })
})
