/** The script bundle with GMS alone: `dist/webchat-service.bus.gms.min.js`. */
import { gms } from '../../transports/gms'
import { runScript } from '../runScript'
import type { Page } from '../Page'
import { keepNonce } from './nonce'

keepNonce()
runScript(window as unknown as Page, [gms]) // what we add to a window, the compiler's type of it does not know
