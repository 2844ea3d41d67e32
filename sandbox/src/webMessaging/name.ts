/** The name of this back end. */

/** As the desk shows it. */
export const backEndName = 'web messaging'
