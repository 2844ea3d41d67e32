/** Checks the form before a chat starts. */

/** What the form asks for. */
export interface Fields {
  readonly nickname: string
  readonly firstname: string
  readonly lastname: string
  readonly email: string
  readonly subject: string
}

/** One of its fields. */
export type FieldName = keyof Fields

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/

const longest: Readonly<Record<FieldName, number>> = { nickname: 60, firstname: 60, lastname: 60, email: 120, subject: 200 }

const problemOf = (name: FieldName, value: string): string | undefined => {
  if (name === 'nickname' && value === '') return 'Please tell us what to call you.'
  if (name === 'email' && value !== '' && !MAIL.test(value)) return 'This does not look like an e-mail address. Try one like name@example.com.'
  return value.length > longest[name] ? `Please use ${longest[name]} characters at most.` : undefined
}

/** What is wrong with a field, in words for the person; undefined when all is well. */
export const check = (name: FieldName, value: string): string | undefined => problemOf(name, value.trim())
