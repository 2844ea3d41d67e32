/** Every back end there is. A new one is one more line here. */
import type { Column } from './Column'
import { gms } from './gms'
import { guestChat } from './guestChat'
import { webMessaging } from './webMessaging'

export const columns: ReadonlyArray<Column> = [guestChat, webMessaging, gms]
