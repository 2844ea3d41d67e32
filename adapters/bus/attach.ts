/** Puts a service on the bus: commands in, answers, events and data keys out. */
import { Subscription } from 'rxjs'
import { eventNames } from '../../lib'
import type { CommandName, Service } from '../../lib'
import { commands } from '../../lib/commands'
import type { Plugin } from './Plugin'

export const commandNames = Object.keys(commands) as ReadonlyArray<CommandName> // its keys are exactly the names

/** The page's own table prints it so. */
const ALSO = { started: 'Started' }

export const publicEvents: ReadonlyArray<string> = [...eventNames, ...Object.values(ALSO)]

/** Registers every command and publishes every event, until the returned function is called. `ready` is the caller's to tell. */
export const attach = (plugin: Plugin, service: Service): (() => void) => {
  const attached = new Subscription()
  const { sessionActive$, userData$, interactionData$, capabilities$ } = service

  commandNames.forEach((name) =>
    plugin.registerCommand(name, ({ data, commander, deferred }) => {
      service.command(name, data, commander).subscribe((answered) => {
        switch (answered._tag) {
          case 'Progress':
            return void deferred.notify(answered)
          case 'Left':
            return void deferred.reject(answered.left)
          case 'Right':
            return void deferred.resolve(answered.right)
        }
      })
    })
  )

  attached.add(sessionActive$.subscribe((active) => plugin.data('sessionActive', active)))
  attached.add(userData$.subscribe((given) => plugin.data('userData', given)))
  attached.add(interactionData$.subscribe((given) => plugin.data('interactionData', given)))
  attached.add(capabilities$.subscribe((given) => plugin.data('capabilities', { ...given })))

  attached.add(
    service.event$.subscribe(({ _tag, data }) => {
      plugin.publish(_tag, data) // the same object for every subscriber: they change it for those that follow
      if (_tag === 'started') plugin.publish(ALSO.started, data)
    })
  )

  return () => attached.unsubscribe()
}
