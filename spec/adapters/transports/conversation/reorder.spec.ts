/** What comes swapped: one swap is told as it came, and none after it, however long the quiet between them. */
import { Subject, VirtualTimeScheduler } from 'rxjs'
import type { Told } from '../../../../adapters/transports/conversation/Conversation'
import { reorder } from '../../../../adapters/transports/conversation/reorder'

interface Said {
  readonly at: number
}

/** Plays what happened at `at` and came at `comes` (ms), and lists what was told, and when. */
const play = (news: ReadonlyArray<readonly [comes: number, at: number]>): ReadonlyArray<string> => {
  const scheduler = new VirtualTimeScheduler()
  const heard$ = new Subject<Told<Said>>()
  const told: string[] = []
  heard$.pipe(reorder(scheduler)).subscribe((one) => {
    if (one._tag === 'Pass') told.push(`${one.item.at} at ${scheduler.now()}`)
  })
  for (const [comes, at] of news) scheduler.schedule(() => heard$.next({ _tag: 'Pass', item: { at }, isLive: true }), comes)
  scheduler.flush()
  return told
}

it('nothing waits as long as nothing has come late', () => {
  expect(play([[1, 1], [2, 2], [50_000, 3]])).toEqual(['1 at 1', '2 at 2', '3 at 50000'])
})

it('after the first swap each thing waits a quarter of a second, and later 40 ms', () => {
  expect(play([[10, 2], [11, 1], [20, 4], [30, 3], [60_000, 6], [60_010, 5]])).toEqual(['2 at 10', '1 at 11', '3 at 270', '4 at 270', '5 at 60040', '6 at 60040'])
})
