/** The type of fp-ts' `Either`, by its structure: who uses our types need not install fp-ts. */
export type Either<L, R> = { readonly _tag: 'Left'; readonly left: L } | { readonly _tag: 'Right'; readonly right: R }
