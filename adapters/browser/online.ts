/** Whether the device has a network, as far as it knows: now and on every change. */
import { Observable } from 'rxjs'

export const online$: Observable<boolean> = new Observable((subscriber) => {
  const tell = (): void => subscriber.next(navigator.onLine)
  tell()
  addEventListener('online', tell)
  addEventListener('offline', tell)
  return () => {
    removeEventListener('online', tell)
    removeEventListener('offline', tell)
  }
})
