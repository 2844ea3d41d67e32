/** The declarations as a strict consumer's compiler reads them: nothing skipped, no `any` where a type was promised. Needs `npm run build`. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(__dirname, '..', '..')

const compile = async (code: string, extension: 'mts' | 'cts'): Promise<string> => {
  const folder = mkdtempSync(join(root, 'build', 'types-'))
  writeFileSync(join(folder, `consumer.${extension}`), code)
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { noEmit: true, strict: true, exactOptionalPropertyTypes: true, target: 'ES2022', lib: ['ES2022', 'DOM', 'DOM.Iterable'], module: 'node16', types: [] },
      files: [`consumer.${extension}`]
    })
  )
  try {
    return await promisify(execFile)(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder]).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const consumer = `
import { createService, type Service } from 'webchat-service'
import type { Plugin, WebChatConfig } from 'webchat-service/bus'
import { memoryTransport } from 'webchat-service/testing'
import { guestChat } from 'webchat-service/transports/guest-chat'
import { webMessaging } from 'webchat-service/transports/web-messaging'

export const service: Service = createService({ transport: memoryTransport() })
service.events.messageReceived.subscribe(({ messages }) => messages.map(({ text }): string => text.trim()))
service.command('startChat', { nickname: 'Jo' }).subscribe((answer): string => (answer._tag === 'Left' ? answer.left.text : Object.keys(answer.right.data).join()))
service.command('sendMessage', { message: 'Hello' }).subscribe((answer) => answer._tag === 'Left' && answer.left._tag === 'InvalidState' && answer.left.reason === 'noSession')
service.request('sendFile', { files: [] }).subscribe((step) => step._tag === 'Progress' && step.loaded?.toFixed())
export const config: WebChatConfig = { transport: { type: 'webmessaging', deploymentId: 'd', domain: 'example.com' } }
export const types: [string, string] = [guestChat.type, webMessaging.type]
export const use = (plugin: Plugin): void => {
  plugin.subscribe('WebChatService.agentConnected', ({ data }) => data.numAgentsConnected.toFixed())
  plugin.command('WebChatService.getTranscript').done(({ messages }) => messages.length)
}
`

const page = `
import type {} from 'webchat-service/webchat-service.bus.min.js'
import type { Plugin } from 'webchat-service/bus'

export const plugin: Plugin | false = window.CXBus.registerPlugin('Mine')
window._genesys = { widgets: { webchat: { transport: { type: 'webmessaging' } } } }
`

describe('the declarations', () => {
  jest.setTimeout(60_000)

  it.each(['mts', 'cts'] as const)('hold for a strict consumer in .%s', async (extension) => {
    expect(await compile(consumer, extension)).toBe('')
  })

  it('tell what a script bundle puts on a page', async () => {
    expect(await compile(page, 'mts')).toBe('')
  })

  it('refuse what is not there', async () => {
    const wrong = consumer
      .replace('text.trim()', 'text.length')
      .replace("nickname: 'Jo'", 'nickname: 5')
      .replace("=== 'noSession'", "=== 'noChat'")
      .replace("type: 'webmessaging'", "type: 'pigeon'")
      .replace('numAgentsConnected', 'agentsConnected')
    const complaints = await compile(wrong, 'mts')
    expect(complaints.match(/error TS\d+/g)).toEqual(['error TS2322', 'error TS2322', 'error TS2367', 'error TS2322', 'error TS2551'])
  })
})
