/** Ids as parts of addresses. */
import { attempt } from '../../guarded'

/** `undefined` for what no address can hold: half of a surrogate pair. */
export const encoded = (id: string): string | undefined => attempt(() => encodeURIComponent(id))
