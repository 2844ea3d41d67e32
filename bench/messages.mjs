/** What is said in the bench: the n-th message has the same text, id and time over every protocol, and no two are alike. */

export const conversationId = 'd97262dc-0381-525b-acc2-91c3e83f703d'
export const agentId = '86704932-478e-555d-98ea-3a5a345ed7eb'

const FIRST = Date.parse('2025-01-01T12:00:00.000Z')

export const textOf = (n) => `Message ${n}: let me look at page 2 of your invoice.`

export const idOf = (n) => `d9d04b6d-3251-57d0-922a-${String(n).padStart(12, '0')}`

/** One millisecond after the message before it. ISO 8601, as the chat services write it. */
export const timeOf = (n) => new Date(FIRST + n).toISOString()

/** The message as guest chat's server has it. Peers that leave the payload to their users get the same. */
export const record = (n) => ({ id: idOf(n), conversation: { id: conversationId }, sender: { id: agentId }, body: textOf(n), bodyType: 'standard', timestamp: timeOf(n) })
