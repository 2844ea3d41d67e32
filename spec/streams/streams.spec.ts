/** What streams of the state hand out: frozen, the same objects again, in order, and at the same cost however long the chat is. */
import type { Message } from '../../lib'
import { agents$, transcript$ } from '../../lib/streams'
import type { TranscriptView } from '../../lib/streams'
import { joins, leaves, party, said, says } from '../../testing'
import { inPhase } from '../kit/service'

const entries = (era: 'live' | 'older', ...ids: ReadonlyArray<string>) =>
  ({ _tag: 'Entries', era, entries: ids.map((id) => ({ message: said(id, { id }), original: { id } })) }) as const

const viewed = () => {
  const it = inPhase('active', { can: { async: true, pagination: true } })
  const views: TranscriptView[] = []
  transcript$(it.service).subscribe((view) => views.push(view))
  const ids = (): ReadonlyArray<string> => views.at(-1)?.messages.map(({ id }) => id) ?? []
  return { ...it, views, ids }
}

describe('transcript$', () => {
  it('has pages of history before what came live, oldest first, also for whoever comes late', () => {
    const it = viewed()
    it.transport.deliver(entries('live', 'c', 'd'))
    it.transport.deliver(entries('older', 'a', 'b'))
    it.transport.deliver(entries('live', 'e'))
    it.transport.deliver(entries('older', 'y', 'z'))
    expect(it.ids()).toEqual(['y', 'z', 'a', 'b', 'c', 'd', 'e'])
    expect(it.views.map(({ length }) => length)).toEqual([0, 2, 4, 5, 7])
    expect(it.views.at(-1)?.last?.id).toBe('e')
    const late: TranscriptView[] = []
    const other = inPhase('active')
    for (const frame of [entries('live', 'c'), entries('older', 'b'), entries('live', 'd'), entries('older', 'a')]) other.transport.deliver(frame)
    transcript$(other.service).subscribe((view) => late.push(view))
    expect(late.map(({ messages }) => messages.map(({ id }) => id))).toEqual([['a', 'b', 'c', 'd']])
  })

  it('gives the same objects again, and a view stays as it was', () => {
    const it = viewed()
    it.transport.deliver(entries('live', 'a'))
    it.transport.deliver(entries('live', 'b'))
    const [, first, second] = it.views
    expect(first?.messages.map(({ id }) => id)).toEqual(['a'])
    expect(second?.messages[0]).toBe(first?.messages[0])
    expect(second?.messages).toBe(second?.messages)
    expect(second?.added.map(({ id }) => id)).toEqual(['b'])
  })

  it('is nobody\'s to change, and what subscribers of events change is not seen in it', () => {
    const it = viewed()
    it.service.events.messageReceived.subscribe(({ messages: [first] }) => {
      if (first) first.text = 'spoiled'
    })
    it.transport.deliver(says('hello'))
    const message = it.views.at(-1)?.messages[0] as Message // as one who does not look at types
    expect(() => {
      message.text = 'spoiled'
    }).toThrow(TypeError)
    expect(() => {
      message.from.name = 'spoiled'
    }).toThrow(TypeError)
    expect(message).toMatchObject({ text: 'hello', from: party() })
  })

  it('does not cost a message more and more: the second 20,000 take less than three times as long as the first', () => {
    const it = viewed()
    let touched = 0
    const counted = (id: string) => ({ _tag: 'Entries', era: 'live', entries: [{ message: said(id, { id }), original: undefined }] }) as const
    const before = process.cpuUsage()
    const halves: number[] = []
    for (const half of [0, 1]) {
      const start = process.cpuUsage(before).user
      for (let i = 0; i < 20_000; i += 1) it.transport.deliver(counted(`${half} ${i}`))
      halves.push(process.cpuUsage(before).user - start)
      touched += it.views.at(-1)?.added.length ?? 0
      it.views.length = 1
    }
    const [first = 0, second = 0] = halves
    expect(touched).toBe(2)
    expect(second).toBeLessThan(first * 3)
  })
})

it('agents$ gives whoever has not changed as the same object again', () => {
  const it = inPhase('active')
  const lists: ReadonlyArray<{ readonly name: string }>[] = []
  agents$(it.service).subscribe((list) => lists.push(list))
  it.transport.deliver(joins())
  it.transport.deliver(joins(party('Bob')))
  it.transport.deliver(leaves(party('Bob')))
  expect(lists.map((list) => list.map(({ name }) => name))).toEqual([[], ['Ann'], ['Ann', 'Bob'], ['Ann', 'Bob']])
  expect(lists[3]?.[0]).toBe(lists[1]?.[0])
  expect(lists[3]?.[1]).not.toBe(lists[2]?.[1])
})
