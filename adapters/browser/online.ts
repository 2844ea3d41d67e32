/** Whether the device has a network, as far as it knows: on every change. */
import type { Observable } from 'rxjs'
import { listen } from './listen'

export const online$: Observable<boolean> = listen(globalThis, ['online', 'offline'], () => navigator.onLine)
