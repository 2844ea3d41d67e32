/** Puts a service on the bus: commands in, answers, events and data keys out. */
import type { Observable } from 'rxjs'
import { eventNames } from '../../lib'
import type { CommandName, Service } from '../../lib'
import { commands } from '../../lib/commands'
import { copyJson } from '../../lib/data'
import type { Plugin } from './Plugin'

export const commandNames = Object.keys(commands) as ReadonlyArray<CommandName> // its keys are exactly the names

/** `Started` as well: the page's own table prints it so. */
export const publicEvents: ReadonlyArray<string> = [...eventNames, 'Started']

const DATA = ['sessionActive', 'userData', 'interactionData', 'capabilities'] as const

/** Registers every command and publishes every event, until the returned function is called. `ready` is the caller's to tell. */
export const attach = (plugin: Plugin, service: Service): (() => void) => {
  commandNames.forEach((name) =>
    plugin.registerCommand(name, ({ data, commander, deferred }) =>
      service.command(name, data, commander).subscribe((answered) => {
        if (answered._tag === 'Progress') deferred.notify(answered)
        else if (answered._tag === 'Left') deferred.reject(answered.left)
        else deferred.resolve(answered.right)
      })
    )
  )

  const told = [
    ...DATA.map((key) => (service[`${key}$`] as Observable<unknown>).subscribe((value) => plugin.data(key, copyJson(value)))), // of any of them
    service.event$.subscribe(({ _tag, data }) => {
      plugin.publish(_tag, data) // the same object for every subscriber: they change it for those that follow
      if (_tag === 'started') plugin.publish('Started', data)
    })
  ]
  return () => told.forEach((subscription) => subscription.unsubscribe())
}
