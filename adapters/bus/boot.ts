/** Starts the service on its plugin once there is a configuration, and answers for it while there is none. */
import { failure, SELF } from '../../lib'
import type { Inputs, Service } from '../../lib'
import { fault } from '../../lib/ChatEvent'
import { serve } from '../../lib/service'
import type { BackEnd, Environment } from '../transports/Environment'
import { attach, commandNames, publicEvents } from './attach'
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

  /** The problems with the configuration, or `undefined` when the service runs. */
  const tryWith = (config: unknown): string | undefined => {
    const place = environment(main)
    const opened = configure(backEnds, config, place)
    if (opened._tag === 'Left') return `WebChatService is not configured. ${opened.left.join('; ')}`
    service = serve({ transport: opened.right, config, inputs, scheduler: place.scheduler })
    attach(plugin, service)
    return undefined
  }

  // Before anything else is told, so that verifySession waits for it. No stored session: silence.
  const restore = (): void => void service?.command('restore', undefined, SELF).subscribe()

  const refuse = (problem: string): void => {
    commandNames.forEach((name) => plugin.registerCommand(name, ({ deferred }) => deferred.reject(problem)))
    plugin.registerCommand('configure', ({ data, deferred }) => {
      const stillWrong = tryWith(data)
      if (stillWrong) return deferred.reject(stillWrong)
      restore()
      return deferred.resolve()
    })
  }

  plugin.registerEvents(publicEvents)
  refuse('WebChatService has not started yet.')

  return {
    start: (given) => {
      if (service) return
      const widgets = given as Widgets | null | undefined // read field by field, each decoded where it is used
      main = widgets?.main
      const problem = tryWith(widgets?.webchat)
      if (problem) refuse(problem)
      plugin.republish('ready', {})
      plugin.ready()
      restore()
      if (problem) plugin.publish('error', fault('InvalidConfiguration', failure('configuration', problem)).data)
    },
    service: () => service
  }
}
