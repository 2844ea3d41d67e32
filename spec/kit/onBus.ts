/** A service as the plugins of a bus meet it: asked by somebody, answered with the strings and responses of the contract. */
import { attach, createDeferred } from '../../adapters/bus'
import type { CommandEvent, Plugin } from '../../adapters/bus'
import type { Progress, Service } from '../../lib'
import type { Told } from './service'

/** `caller`: the plugin that asks. */
export type AskOnBus = (command: string, options?: unknown, caller?: string) => Told[]

export const onBus = (service: Service): AskOnBus => {
  const handlers = new Map<string, (event: CommandEvent) => unknown>()
  const plugin = {
    registerCommand: (name: string, handler: (event: CommandEvent) => unknown) => handlers.set(name, handler),
    data: () => undefined,
    publish: () => true
  } as unknown as Plugin // as much of one as commands need
  attach(plugin, service)
  return (command, options, caller = 'Somebody') => {
    const answers: Told[] = []
    const deferred = createDeferred()
    deferred
      .progress((at) => answers.push(at as Progress)) // nothing else is told before the answer
      .done((right) => answers.push({ _tag: 'Right', right }))
      .fail((left) => answers.push({ _tag: 'Left', left: left as string })) // or a response: compared as it is
    handlers.get(command)?.({ time: 0, command: `WebChatService.${command}`, commander: caller, deferred, data: options })
    return answers
  }
}
