/** What every call of one guest chat transport works with. */
import type { Observable, SchedulerLike } from 'rxjs'
import type { Environment } from '../Environment'
import type { GuestChatConfig } from './config'
import type { storage } from './storage'

export interface Context {
  readonly environment: Environment & { readonly scheduler: SchedulerLike }
  readonly config: GuestChatConfig
  readonly stored: ReturnType<typeof storage>
  /** Does what nobody waits for any more. It ends with the transport. */
  readonly behind: (work$: Observable<unknown>) => void
}
