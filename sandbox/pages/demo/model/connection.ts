/** The one truth about the connection, for every part of the widget that tells of it. */
import type { State } from './State.js'

/** `offline`: the device has no network. `lost`: the chat has no connection. `back`: it has one again, since a moment ago. */
export type Connection = 'online' | 'offline' | 'lost' | 'back'

/** As it is now. */
export const connectionOf = ({ connection, offline }: Pick<State, 'connection' | 'offline'>): Connection => (offline ? 'offline' : connection)

/** Whether nothing can go out just now. */
export const isCutOff = (state: Pick<State, 'connection' | 'offline'>): boolean => {
  const now = connectionOf(state)
  return now === 'offline' || now === 'lost'
}
