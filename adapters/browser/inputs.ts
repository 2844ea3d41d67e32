/** Text fields of the page: what is typed there, and when they are left. */
import { fromEvent, map, merge } from 'rxjs'
import type { Inputs } from '../../lib'
import { membersOf } from './collection'

const TEXT_LIKE = /^(text|search|email|tel|url|number|password)$/

type TextField = HTMLInputElement | HTMLTextAreaElement

/** By its properties, not by its class: it may come from another frame. */
const isTextField = (u: unknown): u is TextField => {
  const { nodeName, type, addEventListener } = Object(u)
  return typeof addEventListener === 'function' && (nodeName === 'TEXTAREA' || (nodeName === 'INPUT' && TEXT_LIKE.test(type)))
}

/** `input` tells of every change by a person (keys, paste, dictation), and not of keys that change nothing. */
export const inputs: Inputs = (given) => {
  const [field] = membersOf(given)
  return isTextField(field)
    ? merge(
        fromEvent(field, 'input').pipe(map(() => ({ type: 'key', text: field.value }) as const)),
        fromEvent(field, 'blur').pipe(map(() => ({ type: 'blur' }) as const))
      )
    : undefined
}
