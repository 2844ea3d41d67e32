/** What everybody hears of a refusal: the service's words, and nothing of what somebody wrote. */
import { scene } from './scene'

it('a refusal that nobody waits for is told without the frame', async () => {
  const s = scene()
  await s.start()
  const words = { errorCode: 4012, errorMessage: 'Not now', attachmentId: 'f1' }
  s.socket().says('StructuredMessage', { ...words, text: 'secret', metadata: { note: 'secret' } }, { code: 400 })
  await s.pass(1)
  const failed = s.frames.filter(({ _tag }) => _tag === 'Failed')
  expect(failed).toEqual([
    { _tag: 'Failed', code: 'webmessaging-4012', response: { status: 4012, statusText: 'Not now', responseText: '', errorReason: 'refused', responseJSON: words } }
  ])
})

it('a text in the place of a message is no sentence of the service', async () => {
  const s = scene()
  await s.start()
  s.socket().says('StructuredMessage', 'secret', { code: 400 })
  await s.pass(1)
  expect(s.told.at(-1)).toMatch(/Failed webmessaging-400$/)
  expect(JSON.stringify(s.frames)).not.toContain('secret')
})
