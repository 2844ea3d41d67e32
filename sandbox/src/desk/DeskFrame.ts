/** What the server tells the desk. */
import type { Change } from '../model/Change.js'
import type { ConversationView } from '../model/Conversation.js'
import type { ActiveFault } from '../faults/ActiveFault.js'

/** A frame of the desk's socket: all there is at first, then what changes. */
export type DeskFrame =
  | { readonly type: 'snapshot'; readonly conversations: ReadonlyArray<ConversationView>; readonly faults: ReadonlyArray<ActiveFault> }
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'faults'; readonly faults: ReadonlyArray<ActiveFault> }
