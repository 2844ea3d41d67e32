/** What a session's life needs, and what it offers. */
import type { Observable, Observer } from 'rxjs'
import type { Answer, Call, Inbound, Party, Progress } from '../../../lib'
import type { Environment } from '../Environment'
import type { Attributes } from './attributes'
import type { Auth } from './auth'
import type { WebMessagingConfig } from './config'
import type { Deployment } from './deployment'

export interface ChatOptions {
  readonly environment: Environment
  readonly config: WebMessagingConfig
  readonly deployment: Deployment
  readonly auth: Auth
  readonly token: string
  readonly client: Party
  readonly attributes: Attributes
  readonly mode: 'start' | 'restore'
  /** Called once, before any frame. */
  readonly answer: (answer: Answer) => void
  readonly inbound$: Observer<Inbound>
  /** Called once, at its end. `forget`: nothing can come back to it. */
  readonly over: (forget: boolean) => void
}

export interface Chat {
  readonly call: (call: Call) => Observable<Progress | Answer>
  /** Closes the connection without a word. */
  readonly stop: () => void
}
