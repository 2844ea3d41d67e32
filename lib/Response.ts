/** The page's "AJAX Response Object": what a back end answered, plain, acyclic and cloneable. */

/** On both outcomes. A success carries the decoded body's own fields, too. */
export interface Response {
  /** Of HTTP or of the back end's protocol; 0 when nothing came back, or nobody was asked. */
  readonly status: number
  /** In English. */
  readonly statusText: string
  /** The body as it came; empty when there is none. */
  readonly responseText: string
  /** The body decoded, where it is JSON. */
  readonly responseJSON?: unknown
  /** By name, in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  /** Why there is no success: `timeout`, `network`, `http`, or the server's own word. Absent on success. */
  readonly errorReason?: string
  readonly [field: string]: unknown
}

/** A failure that no server told of. The text is ours and holds nothing that a person wrote. */
export const failure = (errorReason: string, statusText: string, more: Readonly<Record<string, unknown>> = {}): Response => ({
  status: 0,
  statusText,
  responseText: '',
  errorReason,
  ...more
})

/** A success that no server told of: the protocol has no answer for it. One with the status 204 has no body. */
export const success = (body: Readonly<Record<string, unknown>> = {}, status = 200): Response => {
  if (status === 204) return { status, statusText: 'No Content', responseText: '' }
  return { ...body, status, statusText: 'OK', responseText: JSON.stringify(body), responseJSON: body }
}
