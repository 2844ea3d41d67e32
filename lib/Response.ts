/** The page's "AJAX Response Object": what a back end answered, plain, acyclic and cloneable. */

/** `status` is the HTTP status, or 0 when nothing came back. A success carries the decoded body's own fields too. */
export interface Response {
  readonly status: number
  readonly statusText: string
  readonly responseText: string
  readonly responseJSON?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Why there is no success: `timeout`, `network`, `refused`, … Absent on success. */
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

/** A success that no server told of: the protocol has no answer for it. */
export const success = (body: Readonly<Record<string, unknown>> = {}, status = 200): Response => ({
  ...body,
  status,
  statusText: status === 204 ? 'No Content' : 'OK',
  responseText: status === 204 ? '' : JSON.stringify(body),
  responseJSON: body
})
