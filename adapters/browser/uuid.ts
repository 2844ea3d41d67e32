/** A version 4 UUID. `crypto.randomUUID` is there on secure pages only. */

export const uuid = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16)).map((byte, i) => (i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte))
  return [...bytes].map((byte, i) => (/^(4|6|8|10)$/.test(String(i)) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('')
}
