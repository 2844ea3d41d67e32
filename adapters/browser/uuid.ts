/** A version 4 UUID. `crypto.randomUUID` is there on secure pages only. */

/** Its zeros are drawn. */
const VERSION_4 = '00000000-0000-4000-8000-000000000000'

export const uuid = (): string => VERSION_4.replace(/0/g, () => (Number(crypto.getRandomValues(new Uint8Array(1))) & 15).toString(16)) // an array of one counts as a number
