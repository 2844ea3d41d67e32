/** A chat in React: who is there, what was said, what is on its way, and a line to write. */
import { memo, useState } from 'react'
import type { FormEvent } from 'react'
import type { Service } from 'webchat-service'
import { markAsRead, status$, transcript$, typing$, unread$ } from 'webchat-service/streams'
import type { TranscriptMessage } from 'webchat-service/streams'
import { useStream } from './useStream'

/** Drawn once for each message: who has not changed is the same object. */
const Line = memo(({ message: { type, text, from } }: { readonly message: TranscriptMessage }) => (
  <li>{type === 'Message' ? `${from.name}: ${text}` : `${from.name} ${type === 'ParticipantJoined' ? 'joined' : 'left'}`}</li>
))

const nothing: ReadonlyArray<never> = []

/** For one service: whoever renders it begins the chat, and disposes the service. */
export const Chat = ({ service }: { readonly service: Service }) => {
  const status = useStream(status$(service), undefined)
  const view = useStream(transcript$(service), undefined)
  const typists = useStream(typing$(service), nothing)
  const unread = useStream(unread$(service), 0)
  const outbound = useStream(service.outbound$, nothing)
  const [message, setMessage] = useState('')

  const say = (event: FormEvent): void => {
    event.preventDefault()
    service.command('sendMessage', { message }).subscribe()
    setMessage('')
  }

  return (
    <section onClick={() => markAsRead(service)}>
      <h1>
        {status?.name} ({unread})
      </h1>
      <ol>
        {view?.messages.map((line) => (
          <Line key={line.id} message={line} />
        ))}
      </ol>
      <ul>
        {outbound.map(({ id, text, state }) => (
          <li key={id}>
            {text} ({state})
          </li>
        ))}
      </ul>
      <p>{typists.map(({ name }) => `${name} is typing`).join(', ')}</p>
      <form onSubmit={say}>
        <input aria-label="Message" value={message} onChange={({ target }) => setMessage(target.value)} />
      </form>
    </section>
  )
}
