/** `webchat-service/streams`: the state of a service as streams, and events for `for await`. */
export * from '../../lib/streams'
export { each } from './each'
export type { Buffer } from './each'
