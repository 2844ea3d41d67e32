/** Starts the service on its plugin once there is a configuration, and answers for it while there is none. */
import { failure } from '../../lib'
import type { Inputs, Service } from '../../lib'
import { fault } from '../../lib/ChatEvent'
import type { BackEnd, Environment } from '../transports/Environment'
import { commandNames } from '../../lib/CommandMap'
import { CONFIGURATION } from '../../lib/Transport'
import { attach, publicEvents } from './attach'
import { configure } from './configure'
import type { CommandEvent, Plugin } from './Plugin'
import type { Widgets } from './Page'

/** What the service is started with. */
export interface BootOptions {
  readonly plugin: Plugin
  readonly backEnds: ReadonlyArray<BackEnd>
  /** `main`: the site's section of that name. */
  readonly environment: (main: unknown) => Environment
  readonly inputs?: Inputs
  /** Called when the page has found no chat to restore. */
  readonly nothingStored?: () => void
}

/** A service on its plugin, or the place of one. */
export interface Booted {
  /**
   * Takes the site's configuration (`window._genesys.widgets`) and makes the plugin ready. When it cannot be used, an
   * `error` event and every command say why, until the `configure` command or another `start` brings one that can.
   */
  readonly start: (widgets: unknown) => void
  /** What runs; `undefined` until there is a configuration. */
  readonly service: () => Service | undefined
}

/** Registers every command and event at once. Until there is a configuration, commands wait; when there is none that can be used, they are rejected with what is wrong. */
export const boot = ({ plugin, backEnds, environment, inputs, nothingStored }: BootOptions): Booted => {
  let service: Service | undefined
  let main: unknown
  /** Why there is no service. */
  let problem = 'WebChatService is not configured.'
  let isStarted = false
  /** Commands that came before `start`. A plugin that was taken over is ready: its bus no longer holds them back. */
  let held: ReadonlyArray<() => void> = []
  /** What the service answers with, by command. Not on the bus itself: some buses look for a handler long before they call it. */
  const handlers = new Map<string, (event: CommandEvent) => unknown>()
  const behind: Plugin = {
    ...plugin,
    registerCommand: (name, handler) => {
      handlers.set(name, handler)
      return true
    }
  }

  /** Whether there is a service now. */
  const open = (config: unknown): boolean => {
    const opened = configure(config, { backEnds, environment: environment(main), inputs })
    if (opened._tag === 'Left') {
      problem = `WebChatService is not configured. ${opened.left.join('; ')}`
      return false
    }
    service = opened.right
    attach(behind, service)
    // Before any other command, so that verifySession waits for it. No stored session: silence.
    service.command('restore').subscribe((answer) => {
      if (answer._tag === 'Left' && answer.left._tag === 'InvalidState' && answer.left.reason === 'nothingToRestore') nothingStored?.()
    })
    return true
  }

  const release = (): void => {
    const waiting = held
    held = []
    waiting.forEach((run) => run())
  }

  const answer = (name: string, event: CommandEvent): void => {
    const handler = handlers.get(name)
    if (handler) {
      handler(event)
    } else if (service || !isStarted) {
      held = [...held, () => answer(name, event)] // a service that has no handlers yet is just being attached
    } else if (name === 'configure' && open(event.data)) {
      event.deferred.resolve()
      release()
    } else {
      event.deferred.reject(problem)
    }
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
      release()
      if (!service) plugin.publish('error', fault('InvalidConfiguration', failure(CONFIGURATION, problem)).data)
    },
    service: () => service
  }
}
