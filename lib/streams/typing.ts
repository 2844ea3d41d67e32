/** Who types now. */
import { map } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Service } from '../PublicService'
import type { Typist } from '../State'
import { frozenCopy } from './frozen'
import { perService } from './perService'

/** The agents who type, in the order in which they began: now and on every change. Empty while nobody does. Frozen. */
export const typing$: (service: Service) => Observable<ReadonlyArray<Typist>> = perService((service) => service.watch('typists').pipe(map(frozenCopy)))
