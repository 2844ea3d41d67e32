/** The script bundle with every back end: `dist/webchat-service.bus.min.js`. */
import { gms } from '../../transports/gms'
import { guestChat } from '../../transports/guestChat'
import { webMessaging } from '../../transports/webMessaging'
import { runScript } from '../runScript'
import type { Page } from '../Page'
import { keepNonce } from './nonce'

keepNonce()
runScript(window as unknown as Page, [guestChat, webMessaging, gms]) // what we add to a window, the compiler's type of it does not know
