/** GMS over real sockets, against a small server that is stern: it refuses what GMS would not take. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { filter, firstValueFrom, take, toArray } from 'rxjs'
import { nodeEnvironment } from '../../../../adapters/node'
import { gms } from '../../../../adapters/transports/gms'
import { createService } from '../../../../lib'

/** What the server takes for each operation; anything else is answered by 415. */
const FORM = 'application/x-www-form-urlencoded'

const stern = async () => {
  const messages: object[] = []
  const seen: string[] = []
  let isOver = false
  const add = (type: string, who: 'Client' | 'Agent', text?: string): void => {
    messages.push({ index: messages.length + 1, type, utcTime: Date.now(), from: { nickname: who === 'Client' ? 'Jo' : 'Erin', participantId: who === 'Client' ? 1 : 2, type: who }, text })
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const operation = (request.url ?? '').replace('/genesys/2/chat/support/', '').replace('c1/', '')
      const type = request.headers['content-type'] ?? ''
      const isFile = operation.startsWith('file')
      const isTaken = request.method === 'POST' && (isFile ? type.startsWith('multipart/form-data; boundary=') : type === FORM) && request.headers.apikey === 'key' && request.headers['x-requested-with'] === undefined
      const form = new URLSearchParams(body)
      seen.push(`${operation} ${isTaken ? 'ok' : 'refused'}`)
      if (!isTaken) return response.writeHead(415).end()
      const keys = { alias: '1', secureKey: 's', userId: 'u', chatId: 'c1' }
      if (operation === '') add('ParticipantJoined', 'Client')
      else if (!isFile && form.get('secureKey') !== 's') return response.writeHead(200).end(JSON.stringify({ statusCode: 2, chatEnded: true, errors: [{ code: 401 }] }))
      if (operation === 'send') {
        add('Message', 'Client', form.get('message') ?? '')
        add('Message', 'Agent', `You said: ${form.get('message')}`)
      }
      if (operation === 'disconnect') isOver = true
      if (operation === 'file/f1/download') return response.writeHead(200).end('bytes')
      const from = Number(form.get('transcriptPosition'))
      const news = operation === 'refresh' ? messages.slice(from - 1) : undefined
      response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' }).end(JSON.stringify({ messages: news, statusCode: 0, chatEnded: isOver, ...keys, userData: isFile ? { 'file-id': 'f1' } : undefined }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/genesys/2/chat/support`, seen, close: () => new Promise((resolve) => server.close(resolve)) }
}

it('starts, talks, sends and fetches a file, and ends', async () => {
  const server = await stern()
  const saved: string[] = []
  const config = { dataURL: server.url, apikey: 'key' }
  const opened = gms.open(config, { ...nodeEnvironment(), save: (_, name) => saved.push(name) })
  if (opened._tag === 'Left') throw new Error(opened.left.join())
  const service = createService({ transport: opened.right, config })
  try {
    const texts = firstValueFrom(service.events.messageReceived.pipe(filter(({ messages }) => messages[0]?.type === 'Message'), take(2), toArray()))
    const answers = []
    answers.push(await firstValueFrom(service.command('startChat', { nickname: 'Jo' })))
    answers.push(await firstValueFrom(service.command('sendTyping', { message: 'gr' })))
    answers.push(await firstValueFrom(service.command('sendMessage', { message: 'grüße & 100%' })))
    expect((await texts).map(({ messages }) => messages[0]?.text)).toEqual(['grüße & 100%', 'You said: grüße & 100%'])
    answers.push(await firstValueFrom(service.command('sendFile', { files: new File(['abc'], 'a.png') })))
    answers.push(await firstValueFrom(service.command('downloadFile', { fileId: 'f1', fileName: 'b.png' })))
    answers.push(await firstValueFrom(service.command('endChat', undefined)))
    expect(answers.map(({ _tag }) => _tag)).toEqual(answers.map(() => 'Right'))
    expect([saved, server.seen.filter((line) => line.endsWith('refused'))]).toEqual([['b.png'], []])
  } finally {
    service.dispose()
    await server.close()
  }
})
