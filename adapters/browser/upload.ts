/** Files on their way up: `fetch` does not tell how far it is, the older request does. */
import type { Environment } from '../transports/Environment'

export const upload: NonNullable<Environment['upload']> = ({ url, headers, body, progress, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.upload.onprogress = ({ loaded }) => progress(loaded)
    request.onload = () => resolve(request.status)
    request.onerror = reject
    request.open('PUT', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    signal.onabort = () => request.abort()
    request.send(body)
  })
