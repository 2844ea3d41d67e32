/** How the chat stands. */
import type { Observable } from 'rxjs'
import type { Service } from '../PublicService'
import type { Status } from '../Status'

/**
 * `idle`, `starting`, `active`, `restoring`, `reconnecting` or `ended`, with why and since when: now and on every change.
 *
 * @example
 * status$(service).subscribe(({ name, since }) => showBadge(name, new Date(since)))
 */
export const status$ = (service: Service): Observable<Status> => service.watch('status')
