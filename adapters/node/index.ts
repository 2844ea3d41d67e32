/** What Node needs to be a place that transports run in. */
export { memoryStore, nodeEnvironment } from './environment'
