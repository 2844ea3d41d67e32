/** A service over any transport: what it says is checked, since nobody knows who wrote it. */
import { map } from 'rxjs'
import { check } from './FrameCodec'
import type { Service, ServiceOptions } from './PublicService'
import { serve } from './service'

export const createService = (options: ServiceOptions): Service => serve(options, options.transport.frames$.pipe(map(check)))
