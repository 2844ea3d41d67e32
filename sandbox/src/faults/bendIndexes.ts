/** The `index` fault: what a client is told of the positions of messages is missing, repeated or falling. */
import type { FaultBox } from './faultBox.js'

type Numbered = Readonly<Record<string, unknown>>

/** The messages of a reply, as the fault wants them. Without a fault they are as they were. */
export type BendIndexes = <A extends Numbered>(conversationId: string, messages: ReadonlyArray<A>) => ReadonlyArray<Record<string, unknown>>

const without = ({ index: _index, ...rest }: Numbered): Record<string, unknown> => rest

/** Bends the messages of the replies that the fault meets. A reply without messages does not use it up. */
export const createBendIndexes = (box: FaultBox): BendIndexes => (conversationId, messages) => {
  const fault = messages.length === 0 ? undefined : box.take('index', { conversationId })
  switch (fault?.how) {
    case 'missing':
      return messages.map(without)
    case 'repeated':
      return messages.map((message) => ({ ...message, index: messages[0]?.['index'] }))
    case 'falling':
      return messages.map((message, place) => ({ ...message, index: messages[messages.length - 1 - place]?.['index'] }))
    case undefined:
      return [...messages]
  }
}
