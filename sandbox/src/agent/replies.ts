/** What the automatic agent says: the same answer to the same words, so that a demonstration can be repeated. */

export const agentName = 'Robin'

export const greeting = (customer: string): string =>
  `Hello ${customer}, I am ${agentName}, the automatic agent of this sandbox. What can I do for you?`

export const handOver = (agent: string): string => `${agent} takes over from here. Goodbye!`

const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 80 ? `${[...line].slice(0, 79).join('')}…` : line
}

/** The first rule that fits answers. */
const rules: ReadonlyArray<readonly [RegExp, (customer: string, text: string) => string]> = [
  [/\b(bye|goodbye|see you|that'?s all)\b/i, (customer) => `Goodbye ${customer}, it was a pleasure. You can close the chat whenever you like.`],
  [/\b(thanks|thank you|thx|cheers)\b/i, (customer) => `You are welcome, ${customer}. Is there anything else?`],
  [/\b(hi|hello|hey|good (morning|afternoon|evening))\b/i, (customer) => `Hello again, ${customer}. What is it about?`],
  [/\b(human|person|real agent|somebody)\b/i, () => 'Of course. Somebody can take over at any time: open /desk in a second window and join this chat.'],
  [/\bhelp\b/i, () => 'Gladly. Ask me anything, say "bye" when you are done, or open /desk to answer yourself.'],
  [/\?\s*$/, (_customer, text) => `Good question. You asked: “${quoted(text)}” I would look that up for you if I were a person.`]
]

export const reply = (customer: string, text: string): string =>
  rules.find(([pattern]) => pattern.test(text))?.[1](customer, text) ?? `I have noted: “${quoted(text)}” Tell me more.`
