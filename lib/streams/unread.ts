/** How much has not been read yet. */
import type { Observable } from 'rxjs'
import type { Service } from '../PublicService'

/**
 * How many messages of others came live since the session began or `markAsRead` was called: now and on every change. Comings
 * and goings do not count, nor what a reload or the history brings.
 */
export const unread$ = (service: Service): Observable<number> => service.watch('unread')

/** Everything that has come counts as read: `unread$` tells 0. */
export const markAsRead = (service: Service): void => service.markAsRead()
