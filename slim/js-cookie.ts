/** js-cookie for the script bundles: one cookie at a time, by the same characters and attributes. */
interface Attributes {
  readonly [name: string]: unknown
  readonly expires?: number | Date | undefined
}

const decoded = (text: string): string => text.replace(/(%[\dA-F]{2})+/gi, decodeURIComponent)

/** As values are; names of the characters that ours and those of deployments have are the same either way. */
const encoded = (text: string): string => encodeURIComponent(text).replace(/%(2[346BF]|3[AC-F]|40|5[BDE]|60|7[BCD])/g, decodeURIComponent)

const get = (name: string): string | undefined => {
  for (const cookie of document.cookie.split('; ')) {
    const [key = '', ...value] = cookie.split('=')
    try {
      if (decodeURIComponent(key) === name) return decoded(value.join('=').replace(/^"(.*?).?$/s, '$1'))
    } catch {
      // not one of ours
    }
  }
  return undefined
}

const withAttributes = (attributes: Attributes) => {
  const set = (name: string, value: string, { expires } = attributes): void => {
    const date = typeof expires === 'number' ? new Date(Date.now() + expires * 864e5) : expires // days
    const all = Object.entries<unknown>({ path: '/', ...attributes, expires: date?.toUTCString() })
    document.cookie = [
      `${encoded(name)}=${encoded(value)}`,
      ...all.flatMap(([key, found]) => (found ? [found === true ? key : `${key}=${String(found).split(';')[0]}`] : []))
    ].join('; ')
  }
  return { get, set, remove: (name: string): void => set(name, '', { expires: -1 }) }
}

export default { withAttributes }
