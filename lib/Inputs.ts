/** The port to text fields of a page. */
import type { Observable } from 'rxjs'

/** What happens in a text field: a key (`text` is what stands in it now), or the person leaves it. */
export type InputSignal = { readonly type: 'key'; readonly text: string } | { readonly type: 'blur' }

/** Watches what a site calls a text field: an element, or a collection whose first is one. `undefined` for what is none. */
export type Inputs = (input: unknown) => Observable<InputSignal> | undefined

/** Where there is no page. */
export const noInputs: Inputs = () => undefined
