/** Rich content and files over real sockets. */
import { lastValueFrom } from 'rxjs'
import { WebSocket } from 'ws'
import { webMessaging } from '../../../../adapters/transports/webMessaging'
import type { Environment } from '../../../../adapters/transports/Environment'
import { environment, page, sandboxed, says, until, withAgent } from './kit'

test('quick replies, cards and their answers', async () => {
  const sandbox = await sandboxed()
  const { run, event } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  const { id, memberId } = withAgent(sandbox)
  const content = [{ contentType: 'QuickReply', quickReply: { text: 'Red', payload: 'RED' } }]
  sandbox.webMessaging.content(id, memberId, { text: 'Which?', content })
  expect((await event('messageReceived', says('Which?'))).messages).toMatchObject([{ type: 'Structured', text: 'Which?', content }])
  await run('sendMessage', { message: 'Red', quickReply: { text: 'Red', payload: 'RED' } })
  expect((await event('messageReceived', says('Red'))).messages).toMatchObject([{ type: 'Message', text: 'Red', from: { type: 'Client' } }])
  expect(sandbox.webMessaging.session(id).messages.at(-1)).toMatchObject({ type: 'Structured', content: [{ buttonResponse: { type: 'QuickReply', payload: 'RED' } }] })
  expect(sandbox.control.conversation(id).messages.at(-1)).toMatchObject({ text: 'Red' })
})

test('the automatic agent offers rich content, once each', async () => {
  const sandbox = await sandboxed({ autoAgent: { join: 1, think: 1, type: 1 } })
  const { run, event, told } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  await event('messageReceived', says('Here is an offer.'))
  await run('sendMessage', { message: 'Thanks' })
  await until(() => sandbox.webMessaging.sessions()[0]?.messages.length === 7)
  expect(told.flatMap((one) => (one._tag === 'messageReceived' ? one.data.messages : [])).filter(({ type }) => type === 'Structured')).toHaveLength(2)
})

/** How far the message is that names the file: told between the bytes and the answer. */
const isPhase = (step: unknown): boolean => Object(step).phase !== undefined

const text = (name = 'a.txt', content = 'hello') => new File([content], name, { type: 'text/plain' })

test('files: announced, uploaded with progress, sent, downloaded', async () => {
  const sandbox = await sandboxed()
  const saved: Array<readonly [string, string]> = []
  const { run, event, service, told } = page(sandbox, {}, { save: (content, name) => void content.text().then((body) => saved.push([name, body])) })
  await run('startChat')
  expect(told.find(({ _tag }) => _tag === 'capabilitiesChanged')).toMatchObject({ data: { fileUpload: true, fileDownload: true, fileLimits: true } })
  expect(await run('getFileLimits')).toMatchObject({ enabled: true, maxFileSize: 10_240_000, types: ['*/*'] })
  const progress: unknown[] = []
  service.request('sendFile', { files: [text(), text('b.txt', 'more')] }).subscribe((step) => isPhase(step) || progress.push(step))
  await event('messageReceived', says('b.txt'))
  await until(() => progress.length === 5)
  expect(progress).toMatchObject([{ loaded: 0, total: 5 }, { loaded: 5, total: 5 }, { loaded: 0, total: 4 }, { loaded: 4, total: 4 }, { _tag: 'Right' }])
  const received = await event('messageReceived', says('a.txt'))
  expect(received.messages).toMatchObject([{ type: 'FileUploaded', file: { name: 'a.txt', size: 5, type: 'text/plain', url: expect.any(String) } }])
  const fileId = received.messages[0]?.file?.id
  sandbox.webMessaging.expireDownloads()
  await run('downloadFile', { fileId })
  await until(() => saved.length === 1)
  expect(saved).toEqual([['a.txt', 'hello']])
  await expect(run('downloadFile', { fileId: 'unknown' })).rejects.toMatchObject({ status: 4009 })
  sandbox.control.fault({ kind: 'status', status: 404, path: '/api/v2/downloads/' })
  await expect(run('downloadFile', { fileId })).rejects.toMatchObject({ status: 404, errorReason: 'http' })
})

test('where the place can tell how far an upload is, it is told, and an upload that has come is not cut off', async () => {
  const sandbox = await sandboxed()
  let cut = false
  const upload: Environment['upload'] = async ({ url, headers, body, progress, signal }) => {
    let come = false
    signal.addEventListener('abort', () => (cut = !come))
    for (const loaded of [2, 4, 5]) progress(loaded)
    const { status } = await fetch(url, { method: 'PUT', headers, body, signal })
    come = true
    return status
  }
  const { run, service } = page(sandbox, {}, { upload })
  await run('startChat')
  const steps: unknown[] = []
  service.request('sendFile', { files: text() }).subscribe((step) => isPhase(step) || steps.push(step))
  await until(() => steps.length === 6)
  expect(steps).toMatchObject([{ loaded: 0, total: 5 }, { loaded: 2, total: 5 }, { loaded: 4, total: 5 }, { loaded: 5, total: 5 }, { loaded: 5, total: 5 }, { _tag: 'Right' }])
  expect(cut).toBe(false)
  const failing = page(sandbox, {}, { upload: async () => 403 })
  await failing.run('startChat')
  await expect(failing.run('sendFile', { files: text() })).rejects.toMatchObject({ status: 403 })
})

test('an upload that is cancelled is cut off, and taken back', async () => {
  const sandbox = await sandboxed()
  const sent: string[] = []
  class Heard extends WebSocket {
    override send(data: string): void {
      sent.push(JSON.parse(data).action)
      super.send(data)
    }
  }
  let [begun, cut] = [false, false]
  const upload: Environment['upload'] = ({ signal }) => {
    begun = true
    return new Promise(() => signal.addEventListener('abort', () => (cut = true)))
  }
  const opened = webMessaging.open({ transport: { deploymentId: 'd1', dataURL: sandbox.url } }, environment({ WebSocket: Heard, upload }))
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const transport = opened.right
  await lastValueFrom(transport.call({ type: 'start', form: { displayName: 'Ana', more: {} }, userData: {}, interactionData: {}, options: {} }))
  const sending = transport.call({ type: 'sendFile', files: text() }).subscribe()
  await until(() => begun)
  expect([cut, sent]).toEqual([false, ['configureSession', 'onAttachment']])
  sending.unsubscribe()
  expect([cut, sent]).toEqual([true, ['configureSession', 'onAttachment', 'deleteAttachment']])
  transport.dispose()
})

test('a file of the agent', async () => {
  const sandbox = await sandboxed()
  const { run, event } = page(sandbox)
  await run('startChat')
  await run('sendMessage', { message: 'Hello' })
  const { id, memberId } = withAgent(sandbox)
  sandbox.webMessaging.file(id, memberId, { name: 'label.pdf', mime: 'application/pdf', content: 'cGRm', text: 'Your label' })
  expect((await event('messageReceived', says('Your label'))).messages).toMatchObject([{ type: 'FileUploaded', file: { name: 'label.pdf', size: 3 } }])
})

test('what cannot be sent is refused, and nothing is left behind', async () => {
  const sandbox = await sandboxed({ webMessaging: { maxFileSizeKB: 1, fileTypes: ['text/plain'] } })
  const { run, names } = page(sandbox)
  await run('startChat')
  for (const [file, status] of [[text('a.txt', ''), 4102], [text('a.exe'), 4001], [text('a'), 4004], [text('a.txt', 'x'.repeat(1_001)), 4002], [new File(['x'], 'a.html', { type: 'text/html' }), 4001]] as const) {
    await expect(run('sendFile', { files: file })).rejects.toMatchObject({ status })
  }
  await expect(run('sendFile', { files: [text(), text('a.exe')] })).rejects.toMatchObject({ status: 4001 })
  expect(names().filter((name) => name === 'messageReceived')).toHaveLength(1) // the customer's own joining
  await expect(run('sendFile', { files: [] })).rejects.toMatchObject({ errorReason: 'noFile' })
})

test('the service\'s own refusals of a file reach the caller', async () => {
  const sandbox = await sandboxed()
  const { run } = page(sandbox)
  await run('startChat')
  sandbox.webMessaging.set({ maxFileSizeKB: 0 })
  await expect(run('sendFile', { files: text() })).rejects.toMatchObject({ status: 4002 })
})

test('an upload that fails half-way, and one that is cut off', async () => {
  const sandbox = await sandboxed()
  const sent: string[] = []
  class Heard extends WebSocket {
    override send(data: string): void {
      sent.push(JSON.parse(data).action)
      super.send(data)
    }
  }
  const { run, names } = page(sandbox, {}, { WebSocket: Heard })
  await run('startChat')
  sandbox.control.fault({ kind: 'status', status: 503, path: '/sandbox-uploads/', count: 1 })
  await expect(run('sendFile', { files: text() })).rejects.toMatchObject({ status: 503 })
  expect(sent).toEqual(['configureSession', 'onAttachment', 'deleteAttachment'])
  sandbox.control.fault({ kind: 'slow', delay: 60_000, path: '/sandbox-uploads/', count: 1 })
  const sending = run('sendFile', { files: text() })
  setTimeout(() => sandbox.control.fault({ kind: 'drop' }), 50)
  await expect(sending).rejects.toMatchObject({ errorReason: 'lost' })
  expect(names()).not.toContain('ended')
})
