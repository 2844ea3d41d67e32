/** What GMS is sent, field by field, as existing clients send it. Source: exchanges of Genesys Widgets 9. */
import { begun, BASE, scene } from './scripted'
import type { Asked } from './scripted'

const bodyOf = ({ fields }: Asked): string => new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString()
const KEYS = 'alias=117&secureKey=a1b2&userId=4E5D'

const page = () => ({ _genesys_source: 'web', _genesys_url: 'https://shop.example.com/p?q=1' })

it('a chat is begun: names, user data, facts of the page, the endpoint last', async () => {
  const it = scene({ userData: { tier: 'gold', _genesys_url: 'lost' }, endpoint: 'Environment:chat' }, { page, site: { lang: 'en' } })
  it.command('startChat', { nickname: 'Jo', firstname: 'Jo', lastname: 'Day', email: 'jo@example.com', subject: 'Order 7', userData: { orderId: 7, cart: { items: [1, 2] } }, async: true })
  await it.pass(0)
  const [asked] = it.asked
  expect(asked?.path).toBe('/')
  expect(asked && bodyOf(asked)).toBe(
    'alias=&secureKey=&userId=&nickname=Jo&firstName=Jo&lastName=Day&emailAddress=jo%40example.com&subject=Order+7&text=' +
      '&userData%5BGCTI_Chat_AsyncMode%5D=true&userData%5BGCTI_LanguageCode%5D=en&userData%5Btier%5D=gold&userData%5B_genesys_url%5D=https%3A%2F%2Fshop.example.com%2Fp%3Fq%3D1' +
      '&userData%5BorderId%5D=7&userData%5Bcart%5D%5Bitems%5D%5B%5D=1&userData%5Bcart%5D%5Bitems%5D%5B%5D=2&userData%5B_genesys_source%5D=web&endpoint=Environment%3Achat'
  )
  expect(asked?.headers).toEqual({ accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' })
})

it.each([
  [{}, 'Customer', '', ''],
  [{ firstname: 'Jo' }, 'Jo', 'Jo', ''],
  [{ firstname: 'Jo', lastname: 'Day' }, '', 'Jo', 'Day'],
  [{ form: { firstname: 'Jo', nickname: 'J', phone: '1' } }, 'J', 'Jo', '']
])('%j: the server is given a name that it takes', async (options, nickname, firstName, lastName) => {
  const it = scene()
  it.command('startChat', options)
  await it.pass(0)
  const fields = Object.fromEntries(it.asked[0]?.fields ?? [])
  expect([fields.nickname, fields.firstName, fields.lastName]).toEqual([nickname, firstName, lastName])
})

it('headers and addresses by configuration', async () => {
  const header = { Authorization: 'Basic x', 'X-Other': 'never' }
  const it = await begun({ apikey: 7, enableCustomHeader: true, xhrFields: { withCredentials: true } }, { site: { header } })
  await it.pass(300)
  expect(it.asked.map(({ headers, credentials }) => [headers.apikey, headers.authorization, headers['X-Other'], credentials])).toEqual([['7', 'Basic x', undefined, 'include'], ['7', 'Basic x', undefined, 'include']])
  const plain = await begun({ enableUrlTrailingSlash: false }, { site: { header } })
  expect([plain.asked[0]?.path, plain.asked[0]?.headers.authorization, plain.asked[0]?.credentials]).toEqual(['', undefined, 'same-origin'])
  const older = scene({ dataURL: null, serverURL: BASE })
  older.command('startChat', {})
  await older.pass(0)
  expect(older.asked[0]?.path).toBe('/')
})

it('every operation of a chat', async () => {
  const it = await begun({ maxMessageLength: 6 })
  await it.pass(300)
  it.command('sendTyping', { message: 'I wou' })
  await it.pass(2_100)
  const commands: ReadonlyArray<readonly [string, unknown]> = [
    ['sendMessage', { message: 'refund', parentMessageID: 16 }],
    ['sendMessage', { message: '🙂🙂🙂', type: 'emoji' }],
    ['sendCustomNotice', { message: 'page-changed' }],
    ['updateUserData', { step: 'checkout', cart: { items: 2 } }],
    ['getFileLimits', undefined],
    ['endChat', undefined]
  ]
  const answers = []
  for (const [name, options] of commands) {
    answers.push(it.command(name, options))
    await it.pass(50)
  }
  expect(answers.map(({ answer }) => answer)).toEqual(commands.map(() => expect.objectContaining({ _tag: 'Right' })))
  const asked = it.asked.filter(({ path }) => path !== '/' && !path.endsWith('refresh')).map((one) => `${one.path} ${bodyOf(one)}`)
  expect(asked).toEqual([
    `/c1/startTyping ${KEYS}&transcriptPosition=2&message=I+wou`,
    `/c1/stopTyping ${KEYS}&transcriptPosition=2&message=I+wou`,
    `/c1/send ${KEYS}&message=refund&messageType=text&eventAttributes=%7B%22general-properties%22%3A+%7B%22related-event-id%22%3A%2216%22%7D%7D`,
    `/c1/send ${KEYS}&message=%F0%9F%99%82%F0%9F%99%82%F0%9F%99%82&messageType=emoji`,
    `/c1/customNotice ${KEYS}&message=page-changed`,
    `/c1/updateData ${KEYS}&userData%5Bstep%5D=checkout&userData%5Bcart%5D%5Bitems%5D=2`,
    '/c1/file/limits alias=117&userId=4E5D&secureKey=a1b2',
    `/c1/disconnect ${KEYS}`
  ])
  const previews = it.asked.filter(({ path }) => path.endsWith('refresh')).map(({ fields }) => fields[4]?.[1])
  expect([previews[0], previews[1], previews.at(-1)]).toEqual(['', 'I wou', ''])
})

it('a message that is too long is not sent', async () => {
  const it = await begun({ maxMessageLength: 2 })
  const sent = it.command('sendMessage', { message: '🙂🙂🙂' })
  await it.pass(0)
  expect(sent.answer).toMatchObject({ _tag: 'Left', left: { text: 'Message length exceeds configured threshold of (2) characters' } })
  expect(it.asked.map(({ path }) => path)).toEqual(['/'])
})

describe('files', () => {
  const file = (name: string): File => new File(['abc'], name, { type: 'image/png' })

  it('are sent one after the other', async () => {
    const it = await begun()
    const sent = it.command('sendFile', { files: [file('a.png'), file('b.png')] })
    await it.pass(100)
    const uploads = it.asked.filter(({ path }) => path === '/c1/file')
    expect(uploads.map(({ fields }) => fields.map(([name, value]) => (value instanceof File ? `${name}:${value.name}` : `${name}=${value}`)))).toEqual([
      ['file:a.png', 'alias=117', 'userId=4E5D', 'secureKey=a1b2'],
      ['file:b.png', 'alias=117', 'userId=4E5D', 'secureKey=a1b2']
    ])
    expect(sent.answer).toMatchObject({ _tag: 'Right', right: { userData: { 'file-id': 'f1' } } })
  })

  it('that are refused are named', async () => {
    const it = await begun()
    it.script = ({ path }) => (path === '/c1/file' ? { status: 400, body: { errors: [{ code: 202, advice: '2097152' }] } } : undefined)
    const sent = it.command('sendFile', { files: file('big.png') })
    await it.pass(100)
    expect(sent.answer).toMatchObject({ _tag: 'Left', left: { response: { status: 400, filename: 'big.png', responseJSON: { errors: [{ code: 202, advice: '2097152' }] } } } })
    const response = (sent.answer as { left: { response: { responseText: string } } }).left.response
    expect(JSON.parse(response.responseText)).toEqual({ errors: [{ code: 202, advice: '2097152', filename: 'big.png' }] })
    const none = it.command('sendFile', { files: 'none' })
    await it.pass(0)
    expect(none.answer).toMatchObject({ _tag: 'Left', left: { code: 'noFile' } })
  })

  it('come down under their own name', async () => {
    const saved: unknown[] = []
    const it = await begun({}, { save: (content, name) => saved.push([content.size, name]) })
    it.happens('FileUploaded', 'Agent', { text: 'form.pdf', userData: { 'file-id': 'c1-2', 'file-name': 'form.pdf', 'file-size': '5' } })
    await it.pass(1_000)
    it.script = ({ path }) => (path === '/c1/file/c1-2/download' ? { status: 200, body: '12345' } : undefined)
    const got = it.command('downloadFile', { fileId: 'c1-2' })
    await it.pass(100)
    expect([got.answer, saved]).toEqual([{ _tag: 'Right', right: undefined }, [[5, 'form.pdf']]])
    expect(it.asked.at(-1)?.fields).toEqual([['alias', '117'], ['userId', '4E5D'], ['secureKey', 'a1b2']])
  })
})
