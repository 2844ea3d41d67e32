/** A chat over guest chat, for the examples: against the sandbox of `npm start` unless `CHAT_URL` says otherwise. */
import { createService } from 'webchat-service'
import { nodeEnvironment } from 'webchat-service/node'
import { guestChat } from 'webchat-service/transports/guest-chat'

export const connect = (dataURL = process.env.CHAT_URL ?? 'http://127.0.0.1:8080') => {
  const config = { transport: { type: 'purecloud-v2-sockets', dataURL, deploymentKey: 'd', orgGuid: 'o', interactionData: { routing: { targetAddress: 'Support' } } } }
  const opened = guestChat.open(config, nodeEnvironment())
  if (opened._tag === 'Left') throw new Error(opened.left.join('\n'))
  return createService({ transport: opened.right, config })
}
