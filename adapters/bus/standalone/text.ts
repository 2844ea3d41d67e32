/** What scripts without a compiler hand over as a name. */

/** Whether it can name something: a text that is not empty. */
export const isText = (u: unknown): u is string => typeof u === 'string' && u !== ''
