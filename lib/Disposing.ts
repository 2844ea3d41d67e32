/** `using service = createService(…)`: where the language or a polyfill has `Symbol.dispose`. */

/** What `using` looks for; an empty object for a compiler whose library does not know it. */
export type Disposing = SymbolConstructor extends { readonly dispose: infer Key extends symbol } ? { readonly [K in Key]: () => void } : object

/** The same object, which `using` can dispose. Without the symbol it is as it was. */
export const disposing = <A extends { readonly dispose: () => void }>(disposable: A): A & Disposing => {
  const { dispose: key } = Symbol as { readonly dispose?: symbol } // not every platform has it
  if (key !== undefined) Object.defineProperty(disposable, key, { value: disposable.dispose })
  return disposable as A & Disposing // as of the line above, where the type says that it is there
}
