/** The transcript: what the service tells merged with what was written here. Pure. */
import type { Trouble } from '../text/sentences.js'
import type { FileInfo } from './FileInfo.js'
import type { Delivery, Item, Outgoing, Person, Received } from './State.js'

type Items = ReadonlyArray<Item>

const SENT: Delivery = { state: 'sent' }

const fresh = (message: Received): Item => ({ ...message, key: `m-${message.id}`, answeredId: undefined, delivery: SENT, outgoing: undefined })

/** The service's word on something written here, before or after the answer to it: by its id, or by what it says. */
const confirms = (item: Item, { id, from, text, file }: Received): boolean => {
  if (item.id !== undefined || from.party !== 'Client') return false
  if (item.answeredId === id) return true
  if (item.file !== undefined) return item.file.name === file?.name
  return file === undefined && item.text.trim() === text.trim()
}

/** As the service knows it, with the picture that is there already. */
const withPreview = (file: FileInfo | undefined, { file: own }: Item): FileInfo | undefined =>
  file === undefined || own?.preview === undefined ? file : { ...file, preview: own.preview }

const merge = (items: Items, message: Received): Items => {
  const at = items.findIndex((item) => item.id === message.id)
  const place = at >= 0 ? at : items.findIndex((item) => confirms(item, message))
  if (place < 0) return [...items, fresh(message)]
  return items.map((item, i) => (i === place ? { ...item, ...message, file: withPreview(message.file, item), delivery: SENT, outgoing: undefined } : item))
}

const order = (a: Item, b: Item): number => {
  if (a.index === undefined || b.index === undefined) return Number(a.index === undefined) - Number(b.index === undefined)
  return a.index - b.index
}

/** In the service's order; what it does not know yet comes last. A message that is there already is not there twice. */
export const received = (items: Items, messages: ReadonlyArray<Received>): Items => [...messages.reduce(merge, items)].sort(order)

/** What was written here. */
export interface Written {
  readonly key: string
  readonly outgoing: Outgoing
  readonly from: Person
  /** ms since the epoch. */
  readonly at: number
}

const contentOf = ({ key, outgoing }: Written): Pick<Item, 'type' | 'text' | 'file'> => {
  switch (outgoing.kind) {
    case 'text':
      return { type: 'Message', text: outgoing.text, file: undefined }
    case 'file': {
      const { name, size, type } = outgoing.file
      return { type: 'FileUploaded', text: '', file: { id: key, name, size, type, url: undefined, preview: outgoing.preview } }
    }
  }
}

/** Adds it at the end, on its way. */
export const written = (items: Items, message: Written): Items => {
  const { key, outgoing, from, at } = message
  const item: Item = {
    ...contentOf(message), key, id: undefined, index: undefined, answeredId: undefined, from, at, elements: [],
    delivery: { state: 'pending', progress: undefined }, outgoing
  }
  return [...items, item]
}

const change = (items: Items, key: string, to: (item: Item) => Item): Items => items.map((item) => (item.key === key ? to(item) : item))

/** The command succeeded. When the message itself came first under its id, this one gives way to it. */
export const delivered = (items: Items, key: string, id: string | undefined): Items => {
  const cameFirst = id !== undefined && items.some((item) => item.id === id && item.key !== key)
  if (cameFirst) return items.filter((item) => item.key !== key)
  return change(items, key, (item) => ({ ...item, answeredId: id, delivery: SENT, outgoing: undefined }))
}

/** The command failed. Nothing happens to a message that the service has told meanwhile: it arrived. */
export const failed = (items: Items, key: string, why: Trouble): Items =>
  change(items, key, (item) => (item.id === undefined ? { ...item, delivery: { state: 'failed', why } } : item))

/** It is on its way, again or still. `progress` from 0 to 1. */
export const pending = (items: Items, key: string, progress?: number): Items =>
  change(items, key, (item) => (item.id === undefined ? { ...item, delivery: { state: 'pending', progress } } : item))

/** It could not go for want of a connection; it goes as soon as there is one. */
export const waits = (items: Items, key: string): Items =>
  change(items, key, (item) => (item.id === undefined ? { ...item, delivery: { state: 'waiting' } } : item))

const isUnderWay = ({ delivery }: Item): boolean => delivery.state === 'pending' || delivery.state === 'waiting'

/** The chat ended before these were sent. */
export const abandoned = (items: Items): Items =>
  items.map((item) => (isUnderWay(item) ? { ...item, delivery: { state: 'failed', why: { says: 'The chat ended first.', again: false } } } : item))

/** The person gave it up. */
export const discarded = (items: Items, key: string): Items => items.filter((item) => item.key !== key)
