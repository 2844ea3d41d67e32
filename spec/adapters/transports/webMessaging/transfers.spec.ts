/** Where files go to and come from is what a server says: what of it is heeded, and what is refused. */
import { EMPTY, merge, NEVER, of, VirtualTimeScheduler } from 'rxjs'
import type { Answer, Progress } from '../../../../lib'
import { nodeEnvironment } from '../../../../adapters/node'
import { checkEnvironment } from '../../../../adapters/transports/Environment'
import type { Environment } from '../../../../adapters/transports/Environment'
import type { Good } from '../../../../adapters/transports/webMessaging/codecs'
import { createFiles } from '../../../../adapters/transports/webMessaging/files'
import type { Ask } from '../../../../adapters/transports/webMessaging/pending'
import { until } from '../guestChat/world'

const limits = { enabled: true, maxFileSize: 1_000, types: ['text/plain'], blockedExtensions: [] }

/** A service that offers `presigned` for every file. */
const service = (presigned: object): Ask =>
  (({ request, pick }: Parameters<Ask>[0]) => {
    const body = { attachmentId: request['attachmentId'], ...presigned }
    const frames = ['PresignedUrlResponse', 'UploadSuccessEvent', 'AttachmentDeletedResponse'].map((_tag) => ({ _tag, body }) as unknown as Good) // the fields that are read
    const one = frames.map(pick).find((picked) => picked !== undefined)
    return of({ _tag: 'Right', right: one })
  }) as Ask // as far as it is used here

const place = (presigned: object, environment: Partial<Environment>) =>
  createFiles({
    environment: { ...nodeEnvironment(), uuid: () => 'f', ...environment },
    dataURL: 'https://api.example',
    ask: service(presigned),
    say: () => of({ _tag: 'Right', right: { response: { status: 200, statusText: 'OK', responseText: '' } } })
  })

const last = async (run: (tell: (step: Progress | Answer) => void) => void): Promise<Answer> => {
  const answers: Answer[] = []
  run((step) => step._tag !== 'Progress' && answers.push(step))
  await until(() => answers.length > 0)
  const [answer] = answers
  if (answer === undefined) throw new Error('no answer')
  return answer
}

const download = (presigned: object, environment: Partial<Environment>): Promise<Answer> =>
  last((tell) => place(presigned, environment).download('f').subscribe(tell))

const refused = { _tag: 'Left', left: { status: 0, statusText: 'The server named an address that is not encrypted. It was not used.', responseText: '', errorReason: 'address' } }

const unsafe = ['http://bucket.example/secret', 'data:text/plain,x', 'blob:https://bucket.example/1', 'javascript:alert(1)', '/relative']

test.each(unsafe)('a file is not sent to %s', async (url) => {
  const uploads: string[] = []
  const upload = async (given: { readonly url: string }): Promise<number> => uploads.push(given.url)
  const files = place({ url }, { upload })
  expect(await last((tell) => files.send(new File(['x'], 'a.txt', { type: 'text/plain' }), limits).subscribe(tell))).toEqual(refused)
  expect(uploads).toEqual([])
})

test.each(unsafe)('a file is not fetched from %s', async (url) => {
  const fetched: unknown[] = []
  const fetch = (async (given: string) => fetched.push(given)) as unknown as typeof globalThis.fetch // the part that is used
  expect(await download({ url }, { fetch })).toEqual(refused)
  expect(fetched).toEqual([])
})

test.each([
  ['http://elsewhere.example/', refused, 0],
  ['https://cdn.example/', { _tag: 'Right' }, 1]
])('a file whose address leads on to %s', async (url, expected, count) => {
  const saved: string[] = []
  const fetch = (async () => ({ ok: true, status: 200, redirected: true, url, blob: async () => new Blob(['x']) })) as unknown as typeof globalThis.fetch // the part that is used
  expect(await download({ url: 'https://bucket.example/1' }, { fetch, save: (_, name) => saved.push(name) })).toMatchObject(expected)
  expect(saved).toHaveLength(count)
})

test('an upload of which nobody says what became is answered after half a minute, and what may be there is deleted', () => {
  const scheduler = new VirtualTimeScheduler()
  const asked: unknown[] = []
  const ask = (({ request, pick }: Parameters<Ask>[0]) => {
    asked.push([scheduler.now(), request.action])
    const picked = pick({ _tag: 'PresignedUrlResponse', body: { attachmentId: 'f', url: 'https://up' } } as unknown as Good) // the fields that are read
    return merge(picked === undefined ? EMPTY : of({ _tag: 'Right', right: picked }), NEVER)
  }) as Ask // as far as it is used here
  const files = createFiles({
    environment: { ...nodeEnvironment(), uuid: () => 'f', scheduler, upload: () => ({ then: (tell: (status: number) => void) => tell(200) }) as unknown as Promise<number> },
    dataURL: 'https://api.example', ask, say: () => NEVER
  })
  const steps: unknown[] = []
  files.send(new File(['x'], 'a.txt', { type: 'text/plain' }), limits).subscribe((step) => steps.push(step._tag === 'Left' ? [scheduler.now(), step.left.errorReason] : step._tag))
  return new Promise((resolve) => setImmediate(resolve)).then(() => {
    scheduler.flush()
    expect(steps).toEqual(['Progress', 'Progress', [30_000, 'timeout']])
    expect(asked).toEqual([[0, 'onAttachment'], [30_000, 'deleteAttachment']])
  })
})

test('a file is fetched without cookies, and saved under a harmless name, whatever the service calls it', async () => {
  const asked: unknown[] = []
  const saved: string[] = []
  const fetch = (async (_: string, init: RequestInit) => {
    asked.push(init.credentials)
    return { ok: true, status: 200, redirected: false, blob: async () => new Blob(['x']) }
  }) as unknown as typeof globalThis.fetch // the part that is used
  const checked = checkEnvironment({ ...nodeEnvironment(), fetch, save: (_, name) => saved.push(name) })
  if (checked._tag === 'Left') throw new Error(checked.left.join())
  await download({ url: 'https://bucket.example/1', fileName: '../../.bashrc' }, checked.right)
  expect([asked, saved]).toEqual([['omit'], ['_.._.bashrc']])
})

test('headers of an upload: what a storage needs, as texts of one line', async () => {
  const sent: unknown[] = []
  const upload = async (given: { readonly headers: object }): Promise<number> => {
    sent.push(given.headers)
    return 500 // the end of it
  }
  const good = { 'x-amz-tagging': 'a=b', 'X-Amz-Acl': 'private', 'Content-Disposition': 'inline' }
  const bad = { cookie: 'a', Authorization: 'b', host: 'c', origin: 'd', 'x-forwarded-for': 'e', 'content-length': '5', 'Content-Type': 'text/html', 'x-amz-a': 'a\r\nb: c', 'x-amz-b': 1 }
  const files = place({ url: 'https://bucket.example/1', headers: { ...good, ...bad } }, { upload })
  await last((tell) => files.send(new File(['x'], 'a.txt', { type: 'text/plain' }), limits).subscribe(tell))
  expect(sent).toEqual([{ ...good, 'content-type': 'text/plain' }])
})
