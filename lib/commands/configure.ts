/** Hands the configuration to the service, once. A service that runs has been configured: only the refusal is left. */
import { command } from '../Command'

export const configure = command(() => ['configure: expected once, before start-up.'])
