/** Starts the service on its plugin once there is a configuration, and answers for it while there is none. */
import { failure } from '../../lib'
import type { Inputs, Service } from '../../lib'
import { fault } from '../../lib/ChatEvent'
import type { BackEnd, Environment } from '../transports/Environment'
import { commandNames } from '../../lib/CommandMap'
import { attach, publicEvents } from './attach'
import { configure } from './configure'
import type { Plugin } from './Plugin'
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

  const open = (config: unknown): void => {
    const opened = configure(backEnds, config, environment(main), inputs)
    if (opened._tag === 'Left') {
      problem = `WebChatService is not configured. ${opened.left.join('; ')}`
      return
    }
    service = opened.right
    attach(plugin, service)
    // Before any other command, so that verifySession waits for it. No stored session: silence.
    service.command('restore').subscribe()
  }

  plugin.registerEvents(publicEvents)
  commandNames.forEach((name) =>
    plugin.registerCommand(name, ({ data, deferred }) => {
      if (name === 'configure') open(data)
      if (service) deferred.resolve()
      else deferred.reject(problem)
    })
  )

  return {
    start: (given) => {
      if (service) return
      const widgets: Widgets = Object(given) // read field by field, each decoded where it is used
      main = widgets.main
      plugin.republish('ready', {})
      open(widgets.webchat)
      plugin.ready()
      if (!service) plugin.publish('error', fault('InvalidConfiguration', failure('configuration', problem)).data)
    },
    service: () => service
  }
}
