/** The one place that puts a failed decoding into words. What was found stays out: it may be what a person wrote, or a credential. */
import type * as t from 'io-ts'

/** Sentences like `options.form.email: expected a string`. Our codecs have no unions and no intersections: each step of a context is a key. */
export const explain = (root: string, errors: t.Errors): ReadonlyArray<string> =>
  errors.map(({ context }) => {
    const place = [root, ...context.slice(1).map(({ key }) => key)].join('.')
    const expected = context.at(-1)?.type.name ?? ''
    return `${place}: expected ${expected}`
  })
