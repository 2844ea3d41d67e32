/** The port to text fields of a page. */
import type { Observable } from 'rxjs'

/** What happens in a text field. `text` is what stands in it now. */
export type InputSignal = { readonly type: 'key'; readonly text: string } | { readonly type: 'blur' }

/** `undefined` for what is not a text field. */
export type Inputs = (input: unknown) => Observable<InputSignal> | undefined

export const noInputs: Inputs = () => undefined
