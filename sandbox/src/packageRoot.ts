/** The folder of this package, whether compiled or run by a spec. */
import root from '../root.cjs'

/** An absolute path. */
export const packageRoot: string = root
