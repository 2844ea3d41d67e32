/** A plugin's interface: what each of its members does, in the words of the part of the bus that does it. */
import { isFunction } from '../../guarded'
import type { OptionsOf, Plugin, ResultOf } from '../Plugin'
import type { Result } from '../Result'
import type { Commands } from './commands'
import type { DataOfPlugins } from './data'
import type { Events } from './events'
import type { Member, Members } from './registry'
import { isText } from './text'

interface Parts {
  readonly members: Members
  readonly commands: Commands
  readonly events: Events
  readonly data: DataOfPlugins
}

/** What every plugin answers: they would list, or only make sure that the plugin is loaded. */
const BUILT_IN = ['COMMANDS', 'EVENTS', 'LOAD']

/** The interface of one member of the bus. */
export const createPlugin = ({ name, listing, readiness }: Member, { members, commands, events, data }: Parts): Plugin => {
  const publish: Plugin['publish'] = (event, given) => {
    events.publish({ publisher: name, event: `${name}.${event}`, data: given })
    return true
  }

  const plugin: Plugin = {
    publish,
    publishDirect: publish,
    republish: (event, given) => {
      events.republish({ publisher: name, event: `${name}.${event}`, data: given })
      return true
    },
    subscribe: (event, subscriber) => {
      if (!isText(event) || !isFunction(subscriber)) return false
      events.subscribe(event, { plugin: name, subscriber })
      return event
    },
    unsubscribe: (event) => events.unsubscribe(event, name),
    command: <N extends string>(command: N, options?: OptionsOf<N>) =>
      commands.issue({ commander: name, name: command, options }) as Result<ResultOf<N>>, // by the table of commands
    before: (command, hook) => {
      if (isFunction(hook)) commands.before(command, hook)
      return true
    },
    registerCommand: (own, handler) => {
      commands.register(`${name}.${own}`, handler)
      if (!listing.commands.includes(own)) listing.commands.push(own)
      return true
    },
    registerEvents: (given) => {
      for (const event of [given].flat()) {
        if (isText(event)) listing.events.push(event)
      }
    },
    namespace: () => name,
    subscribers: () => events.subscribers(name),
    data: data.accessor(name, publish) as Plugin['data'], // by the table of data
    registry: () => members.listings,
    ready: () => {
      readiness.resolve()
    }
  }
  for (const command of BUILT_IN) plugin.registerCommand(command, ({ deferred }) => deferred.resolve())
  return plugin
}
