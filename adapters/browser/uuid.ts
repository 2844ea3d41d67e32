/** A version 4 UUID. `crypto.randomUUID` is there on secure pages only. */

/** `0` stands for any digit, `8` for one of those that begin with the bits 10. */
const VERSION_4 = '00000000-0000-4000-8000-000000000000'

export const uuid = (): string =>
  VERSION_4.replace(/[08]/g, (digit) => {
    const [random = 0] = crypto.getRandomValues(new Uint8Array(1))
    return (digit === '8' ? 8 | (random & 3) : random & 15).toString(16)
  })
