/** Says what a configuration needs from elsewhere: a page on which one of these names is missing stops at the script. */
import { Source, valuesIn } from './Configuration'
import type { Value } from './Configuration'

/** One sentence for each name that the output uses and does not declare. */
export const namesNeeded = (output: Value): ReadonlyArray<string> => {
  const sources = valuesIn(output).flatMap(([, value]) => (value instanceof Source ? [value] : []))
  const origins = new Map(sources.flatMap(({ facts }) => facts.names()).map(({ name, origin }) => [name, origin]))
  return [...origins].map(([name, origin]) => `${name}: the output needs it (${origin}). It has to be there where you put the output.`)
}
