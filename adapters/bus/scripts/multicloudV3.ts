/** The script bundle with Multicloud CX v3 alone: `dist/webchat-service.bus.multicloud-v3.min.js`. */
import { multicloudV3 } from '../../transports/multicloudV3'
import { runScript } from '../runScript'
import type { Page } from '../Page'

runScript(window as unknown as Page, [multicloudV3]) // what we add to a window, the compiler's type of it does not know
