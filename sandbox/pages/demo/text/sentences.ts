/** Why something failed, in words for the person who chats: one sentence or two for each reason. */

/** Why something failed, for the person. */
export interface Trouble {
  readonly says: string
  /** Doing the same once more may help. */
  readonly again: boolean
}

const passing = (says: string): Trouble => ({ says, again: true })
const lasting = (says: string): Trouble => ({ says, again: false })

/** For a reason that nobody knows. */
export const unknownTrouble = passing('Something went wrong. Please try again.')

const unreachable = passing('The chat could not be reached. Please check your connection.')
const tooFast = passing('That was a little fast. Please wait a moment and try again.')
const theirs = passing('The chat has a problem on its side. Please try again.')
const noAnswer = passing('There was no answer in time. Please try again.')
const over = lasting('This chat is over. You can start a new one.')
const unknownSession = lasting('The chat no longer knows this session. You can start a new one.')
const notSetUp = lasting('The chat is not set up correctly. Please reach us in another way.')
const notAllowed = lasting('The chat does not allow this.')
const notUnderstood = passing('The answer could not be understood. Please try again.')
const fileKind = lasting('Files of this kind cannot be sent here.')
const fileTooLarge = lasting('This file is too large.')
const fileGone = lasting('This file is not there any more.')
const textTooLong = lasting('This message is too long. Please send it in parts.')
const nameMissing = lasting('Please tell us what to call you.')

/** The reasons that the service itself gives, over every back end. */
const ofTheService = {
  timeout: noAnswer,
  network: unreachable,
  socket: unreachable,
  lost: unreachable,
  http: passing('The chat did not take that. Please try again.'),
  redirected: notSetUp,
  address: notSetUp,
  tooLong: notUnderstood,
  malformed: notUnderstood,
  ended: over,
  unsupported: notAllowed,
  configuration: notSetUp,
  storage: lasting('What this browser has kept of your last chat cannot be read.'),
  history: passing('Some earlier messages could not be loaded.'),
  NoSession: lasting('There is no chat just now. You can start a new one.'),
  RestoreTimeout: lasting('Your last chat has ended meanwhile.'),
  NoMore: lasting('There are no earlier messages.'),
  Busy: passing('The chat is busy. Please try again.'),
  noFile: lasting('There is no file to send.'),
  unknown: passing('It is not certain that this arrived. Please try again if it is not answered.'),
  alreadyActive: lasting('You are in a chat already.')
}

/** Where a server says no more than a status of HTTP. */
const ofHttp = {
  '400': lasting('The chat did not understand that.'),
  '401': unknownSession,
  '403': notAllowed,
  '404': lasting('The chat could not be found.'),
  '408': noAnswer,
  '409': lasting('That is not possible just now.'),
  '413': lasting('That is too large to be sent.'),
  '415': notSetUp,
  '429': tooFast,
  '500': theirs,
  '502': theirs,
  '503': theirs,
  '504': noAnswer
}

/** Web messaging's. */
const ofWebMessaging = {
  refused: unreachable,
  badRequest: ofHttp['400'],
  unauthorized: unknownSession,
  forbidden: notAllowed,
  notFound: ofHttp['404'],
  readOnly: over,
  tooManyRequests: tooFast,
  filesOff: lasting('Files cannot be sent here.'),
  fileType: fileKind,
  fileSize: fileTooLarge,
  fileContent: lasting('What is in this file does not fit its name, or is not allowed.'),
  fileName: lasting('This file needs a name with an ending, such as photo.jpg.'),
  fileNameLength: lasting('The name of this file is too long.'),
  sessionExpired: over,
  sessionNotFound: unknownSession,
  sessionGone: over,
  fileExpired: fileGone,
  fileNotFound: fileGone,
  fileNotUploaded: passing('The file did not arrive. Please try again.'),
  messageLength: textTooLong,
  attributesSize: lasting('The form holds more than can be sent. Please shorten it.'),
  signedIn: lasting('You are signed in meanwhile. Please start a new chat.'),
  missingParameter: ofHttp['400'],
  fileEmpty: lasting('This file is empty.'),
  missed: passing('Some messages could not be loaded. Please reload this page.')
}

/** Those of GMS. */
const ofGms = {
  later: theirs,
  refused: lasting('The chat did not take that.'),
  startLock: passing('You are starting a chat in another window already.'),
  InvalidService: notSetUp,
  FileUploadError: passing('The file did not arrive. Please try again.')
}

/** Guest chat's codes. */
const ofGuestChat = {
  'bad.request': ofHttp['400'],
  'response.entity.too.large': notUnderstood,
  'constraint.validation': lasting('Something in it is too long or not allowed.'),
  'invalid.value': ofHttp['400'],
  'invalid.property': ofHttp['400'],
  'invalid.date': ofHttp['400'],
  'invalid.query.param.value': ofHttp['400'],
  'client.failed.request': ofHttp['400'],
  'chat.error.bad.request': ofHttp['400'],
  'chat.error.invalid.queue': notSetUp,
  'chat.error.invalid.flow': notSetUp,
  'chat.error.createconversationrequest.routingtarget': notSetUp,
  'chat.error.pattern.createconversationrequest.deploymentid': notSetUp,
  'chat.deployment.disabled': lasting('The chat is closed at the moment. Please reach us in another way.'),
  'chat.deployment.require.auth': lasting('Please sign in first.'),
  'chat.deployment.bad.auth': lasting('Your sign-in was not accepted. Please sign in again.'),
  'chat.error.notnull.createconversationrequest.memberinfo.displayname': nameMissing,
  'chat.error.notnull.createconversationrequest.routingtarget': notSetUp,
  'chat.error.notnull.createconversationrequest.journeycontext.customer': notSetUp,
  'chat.error.notnull.createconversationrequest.journeycontext.customer.customerid': notSetUp,
  'chat.error.notnull.createconversationrequest.journeycontext.customer.customeridtype': notSetUp,
  'chat.error.notnull.createconversationrequest.journeycontext.customersession.sessionid': notSetUp,
  'chat.error.notnull.createconversationrequest.journeycontext.customersession.sessionidtype': notSetUp,
  'chat.error.notnull.createconversationrequest.journeycontext.triggeringaction.actionid': notSetUp,
  'chat.error.notnull.createconversationrequest.journeycontext.triggeringaction.actionmapid': notSetUp,
  'chat.error.notnull.createconversationrequest.journeycontext.triggeringaction.actionmapversion': notSetUp,
  'chat.error.conversation.state': over,
  'chat.error.member.state': over,
  'chat.error.notnull.createconversationmessagerequest.body': lasting('There is nothing in this message.'),
  'authentication.required': unknownSession,
  'bad.credentials': unknownSession,
  'credentials.expired': unknownSession,
  'ip.not.authorized': notAllowed,
  'not.authorized': notAllowed,
  'missing.permissions': notAllowed,
  'missing.any.permissions': notAllowed,
  'missing.division.permission': notAllowed,
  'missing.any.division.permissions': notAllowed,
  'app.not.authorized.for.scope': notAllowed,
  'authz.policy.denied': notAllowed,
  'origin.not.allowed': lasting('The chat is not open to this website.'),
  'not.found': ofHttp['404'],
  'chat.error.not.found': ofHttp['404'],
  'client.timeout': noAnswer,
  'request.conflict': ofHttp['409'],
  'request.entity.too.large': ofHttp['413'],
  'unsupported.media.type': notSetUp,
  'too.many.requests': tooFast,
  'too.many.requests.retry.after': tooFast,
  'internal.server.error': theirs,
  'chat.error': theirs,
  'chat.error.internal': theirs,
  'caht.error': theirs,
  'service.unavailable': theirs,
  'chat.error.service.unavailable': theirs,
  'request.timeout': noAnswer,
  'authentication.request.timeout': noAnswer,
  'chat.error.service.timeout': noAnswer
}

const byReason: ReadonlyMap<string, Trouble> = new Map(Object.entries({ ...ofTheService, ...ofGms, ...ofWebMessaging, ...ofGuestChat }))

const byStatus: ReadonlyMap<string, Trouble> = new Map(Object.entries(ofHttp))

/** The words for a reason; undefined where there are none. */
export const troubleOf = (reason: string): Trouble | undefined => byReason.get(reason)

/** The words for a status of HTTP; undefined where there are none. */
export const troubleOfStatus = (status: number): Trouble | undefined => byStatus.get(String(status))

/** Nothing could be reached: the state of the connection says so already. */
const OF_CONNECTION: ReadonlyArray<string> = ['network', 'socket', 'lost', 'timeout']

/** Whether a reason is only that there is no connection. */
export const isOfConnection = (reason: string): boolean => OF_CONNECTION.includes(reason)
