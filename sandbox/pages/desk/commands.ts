/** The desk's commands: the control over HTTP, as anyone's tests use it. */
import type { Fault } from '../../src/faults/Fault.js'

const send = async (method: string, path: string, body?: object): Promise<void> => {
  const given = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`/sandbox${path}`, { method, ...given })
  if (response.ok) return
  const problem: unknown = await response.json()
  const message = typeof problem === 'object' && problem !== null && 'message' in problem ? String(problem.message) : `The server answered ${response.status}.`
  throw new Error(message)
}

const agents = (id: string): string => `/conversations/${encodeURIComponent(id)}/agents`

export const join = (id: string, name: string): Promise<void> => send('POST', agents(id), { name })
export const say = (id: string, memberId: string, body: string): Promise<void> => send('POST', `${agents(id)}/${memberId}/messages`, { body })
export const typing = (id: string, memberId: string): Promise<void> => send('POST', `${agents(id)}/${memberId}/typing`)
export const transfer = (id: string, memberId: string, name: string): Promise<void> => send('POST', `${agents(id)}/${memberId}/transfer`, { name })
export const leave = (id: string, memberId: string): Promise<void> => send('DELETE', `${agents(id)}/${memberId}`)
export const end = (id: string): Promise<void> => send('POST', `/conversations/${encodeURIComponent(id)}/end`)
export const fault = (ordered: Fault): Promise<void> => send('POST', '/faults', ordered)
export const clearFault = (id: string): Promise<void> => send('DELETE', `/faults/${id}`)
