/** The kit for whoever tests a widget, a back end or an operator: virtual time, diagrams, scripted back ends. */
export { marblesWith } from './marbles'
export type { Equality, Marbles } from './marbles'
export { chat } from './chat'
export type { Chat, ChatOptions, Order } from './chat'
export { agreeable, memoryTransport } from './memoryTransport'
export type { MemoryTransport, Script } from './memoryTransport'
export { after, breaks, completes, fails, repeats, replying, silent } from './scripts'
export { deliverable, ended, gone, here, joins, leaves, lost, party, pauses, regained, said, says, typing } from './frames'
