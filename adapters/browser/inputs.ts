/** Text fields of the page: what is typed there, and when they are left. */
import { Observable } from 'rxjs' // `fromEvent` would bring more than it saves
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
  if (!isTextField(field)) return undefined
  return new Observable((subscriber) => {
    const key = (): void => subscriber.next({ type: 'key', text: field.value })
    const blur = (): void => subscriber.next({ type: 'blur' })
    field.addEventListener('input', key)
    field.addEventListener('blur', blur)
    return () => {
      field.removeEventListener('input', key)
      field.removeEventListener('blur', blur)
    }
  })
}
