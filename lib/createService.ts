/** A service over any transport: its configuration and what it says are checked, since nobody knows who wrote them. */
import * as E from 'fp-ts/Either'
import { map } from 'rxjs'
import { decodeConfig } from './Config'
import { check } from './FrameCodec'
import type { Service, ServiceOptions } from './PublicService'
import { serve } from './service'

export const createService = ({ config = {}, ...options }: ServiceOptions): Service => {
  const decoded = decodeConfig(config)
  if (E.isLeft(decoded)) throw new Error(`createService: ${decoded.left.join('; ')}`)
  return serve(options, decoded.right, options.transport.frames$.pipe(map(check)))
}
