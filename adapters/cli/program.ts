/** What the program `webchat-service` is made of: `bin` puts it together. */
export { main } from './main'
export { isForRecordings, runOnRecording } from './recordings'
