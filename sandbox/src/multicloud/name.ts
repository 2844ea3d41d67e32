/** How this back end is called at the desk. */

/** The name in every opening of this back end. */
export const backEndName = 'Multicloud CX'
