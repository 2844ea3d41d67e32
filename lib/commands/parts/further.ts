/** What a caller gave beside the fields that a command reads: for the back end, as far as it is data. */
import { toData } from '../../data'
import type { Data } from '../../data'

export const further = (options: object, consumed: ReadonlyArray<string>): Data =>
  Object.assign({}, ...Object.entries(options).map(([key, value]) => (consumed.includes(key) ? undefined : toData({ [key]: value }))))
