/** The README's tables of what each back end can do, as the conformance suite has proven it. */
import type { EventName } from '../../lib'
import type { Support, SupportRow } from '../../testing'

/** A back end's column: what was proven of it, and what a reader should know beside that. */
export interface Column {
  readonly name: string
  readonly support: Support
  /** What works by other means than on the page: the back end's own document says which. */
  readonly byOtherMeans: ReadonlyArray<SupportRow | EventName>
  /** What it takes. */
  readonly notes: Readonly<Partial<Record<SupportRow | EventName, string>>>
}

/** Commands in the order of the table, but `configure`, which is the bus's. What is alike on all back ends shares a row within its group. */
export const commandGroups: ReadonlyArray<ReadonlyArray<SupportRow>> = [
  ['startChat', 'endChat', 'sendMessage', 'sendTyping'],
  ['sendFilteredMessage', 'addPrefilter', 'registerPreProcessor', 'registerTypingPreviewInput'],
  ['restore', 'asyncRestore', 'verifySession', 'getSessionData'],
  ['getTranscript', 'getStats', 'getAgents'],
  ['fetchHistory'],
  ['updateUserData', 'updateInteractionData'],
  ['updateUserData during the chat'],
  ['sendFile', 'getFileLimits', 'downloadFile'],
  ['sendCustomNotice'],
  ['poll', 'startPoll', 'stopPoll', 'pausePoll', 'resetPollExceptions'],
  ['sleep', 'wake']
]

/** Events, likewise. `ready` is told by the bus, whatever the back end. */
export const eventGroups: ReadonlyArray<ReadonlyArray<EventName>> = [
  ['started', 'ended', 'error'],
  ['restored', 'restoreFailed', 'restoreTimeout'],
  ['messageReceived'],
  ['clientConnected', 'clientDisconnected'],
  ['agentConnected', 'agentDisconnected'],
  ['supervisorConnected', 'supervisorDisconnected'],
  ['botConnected', 'botDisconnected'],
  ['agentTypingStarted', 'agentTypingStopped', 'agentTypingTimeout'],
  ['clientTypingStarted', 'clientTypingStopped'],
  ['disconnected', 'reconnected'],
  ['capabilitiesChanged'],
  ['pollingStarted', 'pollingStopped', 'chatServerWentOffline', 'chatServerBackOnline', 'restoredOffline', 'sleeping', 'waking', 'sessionLost', 'ajaxResponse']
]

const cellOf = <Row extends SupportRow | EventName>(column: Column, row: Row, isProven: boolean): string => {
  if (!isProven) return '–'
  const mark = column.byOtherMeans.includes(row) ? '○' : '●'
  const note = column.notes[row]
  return note === undefined ? mark : `${mark} ${note}`
}

const tableOf = <Row extends SupportRow | EventName>(
  title: string,
  { groups, columns, proven }: { readonly groups: ReadonlyArray<ReadonlyArray<Row>>; readonly columns: ReadonlyArray<Column>; readonly proven: (support: Support, row: Row) => boolean }
): string => {
  const lineOf = (cells: ReadonlyArray<string>): string => `| ${cells.join(' | ')} |`
  const rows = groups.flatMap((group) => {
    const byCells = new Map<string, Row[]>()
    for (const row of group) {
      const cells = columns.map((column) => cellOf(column, row, proven(column.support, row))).join(' | ')
      byCells.set(cells, [...(byCells.get(cells) ?? []), row])
    }
    return [...byCells].map(([cells, names]) => lineOf([names.join(', '), cells]))
  })
  return [lineOf([title, ...columns.map(({ name }) => name)]), lineOf(['---', ...columns.map(() => '---')]), ...rows].join('\n')
}

/** Both tables, as Markdown. */
export const supportTables = (columns: ReadonlyArray<Column>): string =>
  [
    tableOf('command', { groups: commandGroups, columns, proven: ({ commands }, row) => commands[row] === true }),
    tableOf('event', { groups: eventGroups, columns, proven: ({ events }, row) => events[row] === true })
  ].join('\n\n')
