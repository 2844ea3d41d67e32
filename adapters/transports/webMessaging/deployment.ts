/** What a deployment publishes of itself. Nothing depends on it: where it cannot be had, the service decides. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { map } from 'rxjs'
import type { Observable } from 'rxjs'
import { optional } from '../../../lib/codecs'
import { section } from '../../../lib/Config'
import type { Environment } from '../Environment'
import { request } from '../rest'
import type { WebMessagingConfig } from './config'

const Enabled = optional(section({ enabled: optional(t.boolean) }))

const Published = section({
  status: optional(t.string),
  messenger: optional(
    section({
      apps: optional(
        section({
          conversations: optional(section({ autoStart: Enabled, conversationClear: Enabled, showUserTypingIndicator: optional(t.boolean) }))
        })
      )
    })
  )
})

export interface Deployment {
  readonly active: boolean
  readonly autoStart: boolean
  readonly clear: boolean
  readonly userTyping: boolean
}

/** Ms: a chat does not begin later for a file that nothing depends on. */
const PATIENCE = 3_000

/** The configuration of the page wins over the deployment's. */
export const fetchDeployment = (environment: Environment, { configURL, deploymentId, autoStart, allowClear }: WebMessagingConfig): Observable<Deployment> =>
  request(environment, PATIENCE)({ method: 'GET', url: `${configURL}/webdeployments/v1/deployments/${encodeURIComponent(deploymentId)}/config.json` }).pipe(
    map((answer) => {
      const published = E.isRight(answer) ? Published.decode(answer.right.responseJSON) : undefined
      const found = published && E.isRight(published) ? published.right : undefined
      const conversations = found?.messenger?.apps?.conversations
      return {
        active: found?.status !== 'Inactive',
        autoStart: autoStart ?? conversations?.autoStart?.enabled ?? false,
        clear: allowClear ?? conversations?.conversationClear?.enabled ?? false,
        userTyping: conversations?.showUserTypingIndicator ?? true
      }
    })
  )
