/** The script bundle with web messaging alone: `dist/webchat-service.bus.web-messaging.min.js`. */
import { webMessaging } from '../../transports/webMessaging'
import { runScript } from '../runScript'
import type { Page } from '../Page'

runScript(window as unknown as Page, [webMessaging]) // what we add to a window, the compiler's type of it does not know
