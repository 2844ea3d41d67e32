/** What a caller gave beside the fields that a command reads: for the back end, as far as it is data. */
import * as E from 'fp-ts/Either'
import { DataC } from '../../data'
import type { Data } from '../../data'

export const further = (options: object, consumed: ReadonlyArray<string>): Data =>
  Object.fromEntries(
    Object.entries(options).flatMap(([key, value]) => {
      const decoded = consumed.includes(key) ? undefined : DataC.decode({ [key]: value })
      return decoded && E.isRight(decoded) ? Object.entries(decoded.right) : []
    })
  )
