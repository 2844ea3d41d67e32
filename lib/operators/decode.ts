/** Admits frames of any transport: each is looked at as far as the pipeline relies on it. */
import { map } from 'rxjs'
import type { OperatorFunction } from 'rxjs'
import type { Frame } from '../Frame'
import { check } from '../FrameCodec'
import { admit } from './admit'

export const decode = (): OperatorFunction<unknown, Frame> => (inbound$) => inbound$.pipe(map(check), admit())
