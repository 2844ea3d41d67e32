/** Sends a file up and tells how far it is. `fetch` does not tell that, the older request does. */
import type { Environment } from '../transports/Environment'

/** Browsers let nobody keep this request from following redirects. Answers with the HTTP status, and rejects when nothing came back. Stays silent when `signal` ends it: nobody waits any more. */
export const upload: Environment['upload'] = ({ url, headers, body, progress, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.upload.onprogress = ({ loaded }) => progress(loaded)
    request.onload = () => resolve(request.status)
    request.onerror = reject
    request.open('PUT', url)
    request.withCredentials = false // no cookies: the address itself says that we may
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    signal.onabort = () => request.abort()
    request.send(body)
  })
