/** A page of the customer as a process: the built package with a chat in it. It is told what to do, and reports what it sees. */
import { BehaviorSubject } from 'rxjs'
import { backEnds } from './backEnds.mjs'
import { fileStore } from './fileStore.mjs'
import { observedAnswer, observedEvent } from './observed.mjs'

/** @type {{ backEnd: string, origin: string, store: string }} */
const { backEnd, origin, store } = JSON.parse(process.argv[2])

const report = (record) => process.send(record)
const caught = (error) => report({ kind: 'thrown', text: String(error?.stack ?? error) })
process.on('uncaughtException', caught)
process.on('unhandledRejection', caught)
process.on('disconnect', () => process.exit()) // nobody is left who listens

const { createService } = await import('../dist/index.mjs')
const { nodeEnvironment } = await import('../dist/node.mjs')
const config = backEnds[backEnd].config(origin)
const online$ = new BehaviorSubject(true)
const kept = fileStore(store)
const opened = (await backEnds[backEnd].load()).open(config, { ...nodeEnvironment({ store: kept }), online$ })
if (opened._tag === 'Left') throw new Error(opened.left.join('\n'))
const service = createService({ transport: opened.right, config, store: kept })

service.event$.subscribe(({ _tag, data }) => report(observedEvent(_tag, data)))

process.on('message', ({ what, id, name, options, online }) => {
  if (what === 'online') return online$.next(online)
  if (what === 'leave') return service.dispose()
  return service.command(name, options).subscribe((answer) => {
    const isDone = answer._tag === 'Right'
    report(observedAnswer(id, { isDone, value: isDone ? answer.right : answer.left }))
  })
})
report({ kind: 'ready' })
