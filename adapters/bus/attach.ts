/** Puts a service on the bus: commands in; answers, events and data keys out. */
import type { Observable } from 'rxjs'
import { eventNames } from '../../lib'
import type { Service } from '../../lib'
import { commandNames } from '../../lib/CommandMap'
import { copyJson } from '../../lib/data'
import { accessDenied } from './access'
import type { Plugin } from './Plugin'
import { rejection } from './rejection'

/** `Started` as well: the page's own table prints it so. */
export const publicEvents: ReadonlyArray<string> = [...eventNames, 'Started']

const DATA = ['sessionActive', 'userData', 'interactionData', 'capabilities'] as const

/** Registers every command and publishes every event, until the returned function is called. `ready` is the caller's to tell. */
export const attach = (plugin: Plugin, service: Service): (() => void) => {
  const { compatibility } = service
  let async = false

  const told = [
    service.capabilities$.subscribe((capabilities) => {
      async = capabilities.async
    }),
    ...DATA.map((key) => (service[`${key}$`] as Observable<unknown>).subscribe((value) => plugin.data(key, copyJson(value)))), // of any of them
    service.event$.subscribe(({ _tag, data }) => {
      plugin.publish(_tag, data) // the same object for every subscriber: they change it for those that follow
      if (_tag === 'started') plugin.publish('Started', data)
    })
  ]

  commandNames.forEach((command) =>
    plugin.registerCommand(command, ({ data, commander, deferred }) => {
      const denied = accessDenied({ command, commander, compatibility, async })
      if (denied !== undefined) {
        deferred.reject(denied)
        return
      }
      service.request(command, data).subscribe((answer) => {
        switch (answer._tag) {
          case 'Progress':
            deferred.notify(answer)
            break
          case 'Left':
            deferred.reject(rejection(answer.left, compatibility))
            break
          case 'Right':
            deferred.resolve(answer.right)
        }
      })
    })
  )

  return () => told.forEach((subscription) => subscription.unsubscribe())
}
