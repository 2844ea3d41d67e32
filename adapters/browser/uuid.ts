/** Makes identifiers. */
import { v4 } from 'uuid'

/** A random UUID, version 4, lower case. Also on pages without https, where browsers have no `crypto.randomUUID`. */
export const uuid = (): string => v4()
