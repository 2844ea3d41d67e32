/** Who is measured. A subject is one file with both ends of one protocol: how a server speaks it, and a client of it. */
import { floor } from './floor.mjs'
import { guestChat } from './guestChat.mjs'
import { handWritten } from './handWritten.mjs'
import { centrifuge } from './peers/centrifuge.mjs'
import { directLine } from './peers/directLine.mjs'
import { graphqlWs } from './peers/graphqlWs.mjs'
import { socketIo } from './peers/socketIo.mjs'
import { streamChat } from './peers/streamChat.mjs'
import { webMessaging } from './webMessaging.mjs'

/**
 * @typedef {object} Subject
 * @property {string} name As the table has it.
 * @property {(request: { method: string, path: string, origin: string }) => unknown} [answer]
 *   Server: the JSON that an HTTP request is answered with; `undefined` is a 404.
 * @property {(connection: { socket: import('ws').WebSocket, ready: (frame: (n: number) => string) => void }) => void} serve
 *   Server: speaks on a new socket until the client can hear messages, then hands over how the n-th message is written.
 * @property {(origin: string, hear: (text: string) => void) => Promise<Opened>} open
 *   Client: resolves once its socket is open, and from then on hands each message's text to `hear`. Loads its libraries
 *   itself, so that the server does not.
 *
 * @typedef {object} Opened
 * @property {() => unknown} close
 * @property {() => Promise<{ messages: object[], originalMessages: object[] }>} [transcript] Of those who keep one.
 */

/** By the name that `--only` knows them under. @type {Readonly<Record<string, Subject>>} */
export const subjects = { floor, handWritten, guestChat, webMessaging, graphqlWs, centrifuge, socketIo, streamChat, directLine }
