/** What a page reports of events and answers: plain, small, and the same in Node and in a browser, which loads this file as it is. */

const messageOf = ({ id, index, type, text, from, timestamp }) => ({ id, index, type, text, from: from === undefined ? undefined : { id: from.id, type: from.type }, timestamp: Number(timestamp) })

/** What is kept of an event, by the shape of its data. @param {string} name @param {any} data */
export const observedEvent = (name, data) => {
  const event = { kind: 'event', name, at: Date.now() }
  if (name === 'messageReceived') {
    const { messages, originalMessages, restoring, oldMessages } = data
    return { ...event, messages: messages.map(messageOf), originals: originalMessages.length, restoring, oldMessages }
  }
  if (name === 'error') return { ...event, errors: data.errors.map(({ code, text }) => ({ code, text })) }
  if (data?.numAgentsConnected !== undefined) return { ...event, agents: data.numAgentsConnected }
  if (data?.from !== undefined) return { ...event, who: data.from.id }
  return event
}

/** @param {number} id of the command @param {{ isDone: boolean, value?: any }} answer */
export const observedAnswer = (id, { isDone, value }) => {
  const answer = { kind: 'answer', id, at: Date.now(), isDone }
  if (isDone) return { ...answer, messages: value?.messages?.map(messageOf), isActive: value?.sessionActive }
  const response = value?.response ?? value
  return { ...answer, tag: value?._tag, reason: response?.errorReason, text: typeof value === 'string' ? value : (value?.text ?? response?.statusText), status: response?.status }
}
