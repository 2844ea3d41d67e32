/** `webchat-service/node`: what transports need of Node. */
export { memoryStore } from '../memoryStore'
export { nodeEnvironment } from './environment'
