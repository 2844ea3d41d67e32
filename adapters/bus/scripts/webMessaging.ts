/** The script bundle with web messaging alone: `dist/webchat-service.bus.web-messaging.min.js`. */
import { webMessaging } from '../../transports/webMessaging'
import type { Page } from '../Page'
import { runScript } from '../runScript'

runScript(window as unknown as Page, [webMessaging]) // what we add to a window, the compiler's type of it does not know
