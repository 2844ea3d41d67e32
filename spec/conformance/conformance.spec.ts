/** Every back end of ours keeps what the contract promises, over real sockets; and the README's table says what came of it. */
import { conformance } from '../../testing'
import { subjects } from './subjects'

jest.setTimeout(60_000)

const runs = subjects.map((subject) => ({ ...subject, ...conformance(subject) }))

describe.each(runs)('$name', ({ checks }) => {
  it.each(checks)('$name', ({ run }) => run())
})
