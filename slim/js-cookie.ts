/** js-cookie for the script bundles: one cookie at a time, by the same characters and attributes. */
interface Attributes {
  readonly [name: string]: unknown
}

const decoded = (text: string): string => text.replace(/(%[\dA-F]{2})+/gi, decodeURIComponent)

const encoded = (text: string, plain: RegExp): string => encodeURIComponent(text).replace(plain, decodeURIComponent)

/** A number of days, or a date. */
const expiry = (expires: unknown): unknown => (typeof expires === 'number' ? new Date(Date.now() + expires * 864e5) : expires)

const set = (name: string, value: string, attributes: Attributes = {}): string => {
  const date = expiry(attributes.expires)
  const all = Object.entries({ path: '/', ...attributes, expires: date instanceof Date ? date.toUTCString() : date })
  return (document.cookie = [
    `${encoded(name, /%(2[346B]|5E|60|7C)/g).replace(/[()]/g, escape)}=${encoded(value, /%(2[346BF]|3[AC-F]|40|5[BDE]|60|7[BCD])/g)}`,
    ...all.flatMap(([key, found]) => (found ? [found === true ? key : `${key}=${String(found).split(';')[0]}`] : []))
  ].join('; '))
}

export default {
  set,
  get: (name: string): string | undefined => {
    for (const cookie of document.cookie.split('; ')) {
      const [key = '', ...value] = cookie.split('=')
      try {
        if (decodeURIComponent(key) === name) return decoded(value.join('=').replace(/^"(.*?).?$/s, '$1'))
      } catch {
        // not one of ours
      }
    }
    return undefined
  },
  remove: (name: string, attributes?: Attributes): void => void set(name, '', { ...attributes, expires: -1 })
}
