/** Whether the device has a network, as far as it knows: now and on every change. */
import { concat, defer, of } from 'rxjs'
import type { Observable } from 'rxjs'
import { listen } from './listen'

const now = (): boolean => navigator.onLine

export const online$: Observable<boolean> = concat(defer(() => of(now())), listen(globalThis, ['online', 'offline'], now))
