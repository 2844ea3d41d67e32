/** The folder of this package, whether compiled or run by a spec. */
import root from '../root.cjs'

export const packageRoot: string = root
