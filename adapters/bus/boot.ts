/** Starts the service on its plugin once there is a configuration, and answers for it while there is none. */
import { failure, SELF } from '../../lib'
import type { CommandName, Inputs, Service } from '../../lib'
import { fault } from '../../lib/ChatEvent'
import type { BackEnd, Environment } from '../transports/Environment'
import { attach, carryOut, commandNames, publicEvents } from './attach'
import { configure } from './configure'
import type { CommandEvent, Plugin } from './Plugin'
import type { Widgets } from './Page'

export interface BootOptions {
  readonly plugin: Plugin
  readonly backEnds: ReadonlyArray<BackEnd>
  /** `main`: the site's section of that name. */
  readonly environment: (main: unknown) => Environment
  readonly inputs?: Inputs
}

export interface Booted {
  /**
   * Takes the site's configuration (`window._genesys.widgets`) and makes the plugin ready. When it cannot be used, an
   * `error` event and every command say why, until the `configure` command or another `start` brings one that can.
   */
  readonly start: (widgets: unknown) => void
  /** What runs; `undefined` until there is a configuration. */
  readonly service: () => Service | undefined
}

export const boot = ({ plugin, backEnds, environment, inputs }: BootOptions): Booted => {
  let service: Service | undefined
  let main: unknown
  /** Why there is no service. */
  let problem = 'WebChatService is not configured.'
  let isStarted = false
  /** Commands that came before `start`. A plugin that was taken over is ready: its bus no longer holds them back. */
  let held: ReadonlyArray<() => void> = []

  const open = (config: unknown): void => {
    const opened = configure(backEnds, config, environment(main), inputs)
    if (opened._tag === 'Left') {
      problem = `WebChatService is not configured. ${opened.left.join('; ')}`
      return
    }
    service = opened.right
    attach(plugin, service)
    // Before any other command, so that verifySession waits for it. No stored session: silence.
    service.command('restore', undefined, SELF).subscribe()
  }

  /** Some buses look for a command's handler long before they call it: a service may have come meanwhile. */
  const answer = (name: CommandName, event: CommandEvent): void => {
    if (service) return carryOut(service, name, event)
    if (!isStarted) {
      held = [...held, () => answer(name, event)]
      return
    }
    if (name === 'configure') open(event.data)
    if (service) event.deferred.resolve()
    else event.deferred.reject(problem)
  }

  plugin.registerEvents(publicEvents)
  commandNames.forEach((name) => plugin.registerCommand(name, (event) => answer(name, event)))

  return {
    start: (given) => {
      if (service) return
      const widgets: Widgets = Object(given) // read field by field, each decoded where it is used
      main = widgets.main
      plugin.republish('ready', {})
      open(widgets.webchat)
      isStarted = true
      plugin.ready()
      const waiting = held
      held = []
      waiting.forEach((run) => run())
      if (!service) plugin.publish('error', fault('InvalidConfiguration', failure('configuration', problem)).data)
    },
    service: () => service
  }
}
