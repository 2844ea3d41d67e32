/** The script bundle with guest chat alone: `dist/webchat-service.bus.guest-chat.min.js`. */
import { guestChat } from '../../transports/guestChat'
import { runScript } from '../runScript'
import type { Page } from '../Page'

runScript(window as unknown as Page, [guestChat]) // what we add to a window, the compiler's type of it does not know
