/** Hands the configuration to the service, once. A service that runs has been configured: only the refusal is left. */
import { command } from '../Command'
import type { Unchecked } from '../Command'
import { left } from '../Either'
import type { CoreConfig } from '../Config'
import { invalidState } from '../Failure'

const alreadyConfigured = invalidState('alreadyConfigured', 'configure: expected once, before start-up.')

/** Always refused. */
export const configure = command((_state, _options: Unchecked<CoreConfig>) => left(alreadyConfigured))
