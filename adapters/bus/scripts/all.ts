/** The script bundle with every back end: `dist/webchat-service.bus.min.js`. */
import { gms } from '../../transports/gms'
import { guestChat } from '../../transports/guestChat'
import { multicloudV3 } from '../../transports/multicloudV3'
import { webMessaging } from '../../transports/webMessaging'
import { runScript } from '../runScript'
import type { Page } from '../Page'
import { keepNonce } from './nonce'

keepNonce()
runScript(window as unknown as Page, [guestChat, webMessaging, multicloudV3, gms]) // what we add to a window, the compiler's type of it does not know
