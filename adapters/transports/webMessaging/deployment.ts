/** What a deployment publishes of itself. Nothing depends on it: where it cannot be had, the service decides. */
import * as E from 'fp-ts/Either'
import { map } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Environment } from '../Environment'
import { request } from '../rest'
import type { WebMessagingConfig } from './config'

export interface Deployment {
  readonly active: boolean
  readonly autoStart: boolean
  readonly clear: boolean
  /** Whether it is told that the customer types. */
  readonly typing: boolean
}

interface Enabled {
  readonly enabled?: unknown
}

/** What is read of it. Nothing says that it is there; but what came as JSON can be looked into with `?.`, whatever it is. */
interface Published {
  readonly status?: unknown
  readonly messenger?: {
    readonly apps?: {
      readonly conversations?: { readonly autoStart?: Enabled; readonly conversationClear?: Enabled; readonly showUserTypingIndicator?: unknown }
    }
  }
}

/** Ms: a chat does not begin later for a file that nothing depends on. */
const PATIENCE = 3_000

/** The configuration of the page wins over the deployment's. */
export const fetchDeployment = (environment: Environment, { configURL, deploymentId, autoStart, allowClear }: WebMessagingConfig): Observable<Deployment> =>
  request(environment, PATIENCE)({ method: 'GET', url: `${configURL}/webdeployments/v1/deployments/${encodeURIComponent(deploymentId)}/config.json` }).pipe(
    map((answer) => {
      const published = (E.isRight(answer) ? answer.right.responseJSON : undefined) as Published | undefined | null
      const conversations = published?.messenger?.apps?.conversations
      return {
        active: published?.status !== 'Inactive',
        autoStart: autoStart ?? conversations?.autoStart?.enabled === true,
        clear: allowClear ?? conversations?.conversationClear?.enabled === true,
        typing: conversations?.showUserTypingIndicator !== false
      }
    })
  )
