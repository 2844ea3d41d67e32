/** What events carry, in the widget's own words. */
import type { FileInfo } from '../model/FileInfo.js'
import type { FileLimits } from '../text/fileRules.js'
import type { Capabilities, Party, Person, Received } from '../model/State.js'
import { readElements } from '../rich/read.js'
import { fields, list, number, text } from './read.js'

const parties: ReadonlyArray<Party> = ['Client', 'Agent', 'Supervisor', 'Bot', 'External']

const nameless = (party: Party): string => {
  switch (party) {
    case 'Bot':
      return 'Assistant'
    case 'Client':
      return 'You'
    case 'Agent':
    case 'Supervisor':
    case 'External':
      return 'Agent'
  }
}

/** Who says something: `from` of a message or of typing. */
export const readPerson = (value: unknown): Person => {
  const { type, name, id, avatar } = fields(value)
  const party = parties.find((known) => known === type) ?? 'External'
  return { party, name: text(name) ?? nameless(party), id: text(id), avatar: text(avatar) }
}

/** `file` of a message; undefined when there is none. */
export const readFile = (value: unknown): FileInfo | undefined => {
  const { id, name, size, type, url } = fields(value)
  const known = text(id)
  if (known === undefined) return undefined
  return { id: known, name: text(name) ?? 'File', size: number(size), type: text(type), url: text(url) }
}

const readMessage = (value: unknown): ReadonlyArray<Received> => {
  const { id, index, type, text: words, from, timestamp, avatar, file, content } = fields(value)
  const known = text(id)
  if (known === undefined) return []
  const person = readPerson(from)
  return [
    {
      id: known,
      index: number(index) ?? 0,
      type: text(type) ?? 'Message',
      text: typeof words === 'string' ? words : '',
      from: { ...person, avatar: person.avatar ?? text(avatar) },
      at: number(timestamp) ?? 0,
      file: readFile(file),
      elements: readElements(content)
    }
  ]
}

/** `messages` of messageReceived and getTranscript. */
export const readMessages = (value: unknown): ReadonlyArray<Received> => list(fields(value)['messages']).flatMap(readMessage)

/** The names of those who are there now. `agents` as presence events and getAgents carry it. */
export const readAgents = (value: unknown): ReadonlyArray<string> =>
  Object.values(fields(fields(value)['agents'])).flatMap((agent) => {
    const { name, connected } = fields(agent)
    return connected === true ? [text(name) ?? 'Agent'] : []
  })

/** What capabilitiesChanged carries. */
export const readCapabilities = (value: unknown): Capabilities => {
  const { async, pagination, fileUpload, fileLimits, fileDownload } = fields(value)
  return {
    async: async === true, history: async === true || pagination === true, upload: fileUpload === true, fileLimits: fileLimits === true, download: fileDownload === true
  }
}

/** What getFileLimits answers. What it leaves out is not limited. */
export const readLimits = (value: unknown): FileLimits => {
  const { types, blockedExtensions, maxFileSize } = fields(value)
  const texts = (given: unknown): ReadonlyArray<string> => list(given).flatMap((one) => text(one) ?? [])
  return { types: texts(types), blocked: texts(blockedExtensions), most: number(maxFileSize) }
}

/** The part that is done, from 0 to 1; undefined when it cannot be known. */
export const readProgress = (value: unknown): number | undefined => {
  const { loaded, total } = fields(value)
  const done = number(loaded)
  const all = number(total)
  if (done === undefined || all === undefined || all <= 0) return undefined
  return Math.min(1, done / all)
}
