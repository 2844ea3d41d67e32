/** What a deployment publishes of itself. Nothing depends on it: where it cannot be had, the service decides. */
import * as E from 'fp-ts/Either'
import { map } from 'rxjs'
import type { Observable } from 'rxjs'
import { NETWORK } from '../../../lib/Transport'
import type { Environment } from '../Environment'
import { request } from '../rest'
import type { Answered } from '../rest'
import type { WebMessagingConfig } from './config'

export interface Deployment {
  readonly active: boolean
  readonly autoStart: boolean
  readonly clear: boolean
  /** Whether it is told that the customer types. */
  readonly typing: boolean
  /** Whether that could be had: `missing`: there is no such deployment; `unreachable`: nothing came back; `unknown`: anything else. */
  readonly published: 'read' | 'missing' | 'unreachable' | 'unknown'
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

/** Where a deployment publishes something. */
export const publishedAt = ({ configURL, deploymentId }: Pick<WebMessagingConfig, 'configURL' | 'deploymentId'>, file: 'config.json' | 'domains.json'): string =>
  `${configURL}/webdeployments/v1/deployments/${encodeURIComponent(deploymentId)}/${file}`

const publishedOf = (answer: Answered): Deployment['published'] => {
  if (E.isRight(answer)) return 'read'
  const { status, errorReason } = answer.left
  if (errorReason === NETWORK) return 'unreachable'
  // A store behind a content network says 403 for what it does not have.
  return status === 403 || status === 404 ? 'missing' : 'unknown'
}

/** The configuration of the page wins over the deployment's. */
export const fetchDeployment = (environment: Environment, config: WebMessagingConfig): Observable<Deployment> =>
  request(environment, PATIENCE)({ method: 'GET', url: publishedAt(config, 'config.json') }).pipe(
    map((answer) => {
      const { autoStart, allowClear } = config
      const published = (E.isRight(answer) ? answer.right.responseJSON : undefined) as Published | undefined | null
      const conversations = published?.messenger?.apps?.conversations
      return {
        active: published?.status !== 'Inactive',
        autoStart: autoStart ?? conversations?.autoStart?.enabled === true,
        clear: allowClear ?? conversations?.conversationClear?.enabled === true,
        typing: conversations?.showUserTypingIndicator !== false,
        published: publishedOf(answer)
      }
    })
  )
