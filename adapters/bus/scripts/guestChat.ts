/** The script bundle with guest chat alone: `dist/webchat-service.bus.guest-chat.min.js`. */
// Imported in the order that compresses best: what is alike stands close together.
import { runScript } from '../runScript'
import { guestChat } from '../../transports/guestChat'
import type { Page } from '../Page'

runScript(window as unknown as Page, [guestChat]) // what we add to a window, the compiler's type of it does not know
