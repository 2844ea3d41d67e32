/** Takes up the session that an earlier page left, whoever asks. */
export { restoring as asyncRestore } from './parts/restoring'
