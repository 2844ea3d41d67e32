/** What the automatic agent says: the same answer to the same words, so that a demonstration can be repeated. */

/** The name under which it joins. */
export const agentName = 'Robin'

/** Its first line. */
export const greeting = (customer: string): string =>
  `Hello ${customer}, I am ${agentName}, the automatic agent of this sandbox. What can I do for you?`

/** Its last line, when a person joins. */
export const handOver = (agent: string): string => `${agent} takes over from here. Goodbye!`

const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 80 ? `${[...line].slice(0, 79).join('')}…` : line
}

/** The first rule that fits answers. */
const rules: ReadonlyArray<{ readonly heard: RegExp; readonly says: (customer: string, text: string) => string }> = [
  { heard: /\b(bye|goodbye|see you|that'?s all)\b/i, says: (customer) => `Goodbye ${customer}, it was a pleasure. You can close the chat whenever you like.` },
  { heard: /\b(thanks|thank you|thx|cheers)\b/i, says: (customer) => `You are welcome, ${customer}. Is there anything else?` },
  { heard: /\b(hi|hello|hey|good (morning|afternoon|evening))\b/i, says: (customer) => `Hello again, ${customer}. What is it about?` },
  { heard: /\b(human|person|real agent|somebody)\b/i, says: () => 'Of course. Somebody can take over at any time: open /desk in a second window and join this chat.' },
  { heard: /\bhelp\b/i, says: () => 'Gladly. Ask me anything, say "bye" when you are done, or open /desk to answer yourself.' },
  { heard: /\?\s*$/, says: (_customer, text) => `Good question. You asked: “${quoted(text)}” I would look that up for you if I were a person.` }
]

/** What it answers to this text. */
export const reply = (customer: string, text: string): string => {
  const rule = rules.find(({ heard }) => heard.test(text))
  return rule === undefined ? `I have noted: “${quoted(text)}” Tell me more.` : rule.says(customer, text)
}
