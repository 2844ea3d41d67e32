/** The demo's chat: puts the widget on the page and connects it to the bus. */
import { connectService } from './bus/service.js'
import { transport } from './config.js'
import { createActions, listen } from './controller.js'
import type { State } from './model/State.js'
import { tellWhatIsLookedAt } from './looksAt.js'
import { createStore } from './model/store.js'
import { rememberMinimised } from './remembered.js'
import { limitFor } from './text/length.js'
import type { Actions } from './view/Actions.js'
import { markBackEnd } from './view/backEnds.js'
import { createAnnouncer } from './view/announcer.js'
import { make } from './view/dom.js'
import { createLauncher } from './view/launcher.js'
import { createTitle } from './view/title.js'
import { followViewport } from './view/viewport.js'
import { createWindow } from './view/window.js'

const root = make('aside', { class: 'chat', 'aria-label': 'Chat' })
const behind = (): Iterable<Element> => [...document.body.children].filter((element) => element !== root)

const service = connectService(window._genesys?.widgets.bus)
const store = createStore()
const doings = createActions(service, store)
const done = doings.actions

/** What the person wrote and the chat did not take, oldest first. */
const unsent = ({ items }: State): string =>
  items.flatMap(({ outgoing, delivery }) => (outgoing?.kind === 'text' && delivery.state === 'failed' ? [outgoing.text] : [])).join('\n')

/** Where the focus goes is the person's doing, too. */
const actions: Actions = {
  ...done,
  open: () => {
    done.open()
    queueMicrotask(() => chat.focus(store.state().phase))
    rememberMinimised(false)
  },
  minimise: () => {
    done.minimise()
    queueMicrotask(launcher.focus)
    rememberMinimised(true)
  },
  again: () => {
    // What was written and not sent any more is not lost: it stands in the composer of the next chat.
    chat.addDraft(unsent(store.state()))
    done.again()
  },
  send: (text, more) => {
    done.send(text, more)
    chat.input.focus()
  },
  retry: (key) => {
    done.retry(key)
    chat.input.focus()
  },
  discard: (key) => {
    done.discard(key)
    chat.input.focus()
  }
}

const launcher = createLauncher(actions)
const chat = createWindow({ title: 'Harbourside help', actions, limit: limitFor(transport.type), behind })
const announcer = createAnnouncer()
root.append(launcher.element, chat.element, announcer.element)
document.body.append(root)

for (const view of [launcher, chat, announcer, createTitle()]) store.draw(view.draw)

const seen = (): void => store.tell({ type: 'seen', hidden: document.hidden })
document.addEventListener('visibilitychange', seen)
seen()
followViewport()
markBackEnd()

for (const opener of document.querySelectorAll('[data-opens-chat]')) opener.addEventListener('click', actions.open)

const silence = document.querySelector<HTMLElement>('[data-no-chat]')
if (service) {
  listen({ service, store, doings, input: chat.input })
  tellWhatIsLookedAt(service)
} else store.tell({ type: 'unavailable' })
if (silence) silence.hidden = service !== undefined
