/** Keeps other sites' pages away from the control: a browser tells where a page is from, and only our own may ask. */
import type { IncomingMessage } from 'node:http'

/** True for a request without an Origin (no browser page) and for one from a page of this very server. */
export const isOurs = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean => {
  const { origin, host } = headers
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (origin === undefined) return true
  if (host === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === host
}
