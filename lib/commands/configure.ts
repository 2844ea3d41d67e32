/** Hands the configuration to the service, once. A service that runs has been configured: only the refusals are left. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { command } from '../Command'
import { decodeConfig } from '../Config'
import { answer } from '../Effect'
import { says } from '../Rejection'

const Valid = new t.Type<unknown>(
  'a configuration',
  (u): u is unknown => E.isRight(decodeConfig(u)),
  (u, context) => (E.isRight(decodeConfig(u)) ? t.success(u) : t.failure(u, context)),
  t.identity
)

export const configure = command({
  options: Valid,
  invalid: (given) => {
    const decoded = decodeConfig(given)
    return says(E.isLeft(decoded) ? decoded.left.join('; ') : '')
  },
  requires: [[() => false, says('configure: expected to be called once, before start-up; WebChatService is configured already.')]],
  step: (state) => [state, answer()]
})
