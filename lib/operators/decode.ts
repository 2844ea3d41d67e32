/** Admits frames of any transport: each is looked at as far as the pipeline relies on it. */
import { map } from 'rxjs'
import type { OperatorFunction } from 'rxjs'
import type { Frame } from '../Frame'
import { check } from '../FrameCodec'
import { admit } from './admit'

/** For any transport: whatever it hands over, a frame comes out. */
export const decode = (): OperatorFunction<unknown, Frame> => (inbound$) => inbound$.pipe(map(check), admit())
