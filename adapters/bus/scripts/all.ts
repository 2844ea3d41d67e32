/** The script bundle with every back end: `dist/webchat-service.bus.min.js`. */
// Imported in the order that compresses best: what is alike stands close together.
import { runScript } from '../runScript'
import { webMessaging } from '../../transports/webMessaging'
import { guestChat } from '../../transports/guestChat'
import type { Page } from '../Page'

runScript(window as unknown as Page, [guestChat, webMessaging]) // what we add to a window, the compiler's type of it does not know
