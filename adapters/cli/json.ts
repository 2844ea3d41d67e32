/** What a text of JSON holds, as a value of a configuration. */
import type { Value } from './Configuration'
import { draft } from './Knowledge'

const fromJson = (json: unknown): Value => {
  if (Array.isArray(json)) return json.map(fromJson)
  if (typeof json !== 'object' || json === null) return json as Value // JSON has nothing else
  const fields = draft()
  for (const [name, value] of Object.entries(json)) fields[name] = fromJson(value)
  return fields
}

/** `undefined`: it is none. */
export const parseJson = (text: string): { readonly value: Value } | undefined => {
  try {
    return { value: fromJson(JSON.parse(text)) }
  } catch {
    return undefined
  }
}
