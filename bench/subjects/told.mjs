/** A chat of the product, as a site has it: started by a command, its messages heard on `messageReceived`. */

/** Resolves when the chat has started. `hear` gets the text of every message that somebody said. */
export const told = async (backEnd, config, hear) => {
  const { createService } = await import('../../dist/index.mjs')
  const { nodeEnvironment } = await import('../../dist/node.mjs')
  const opened = backEnd.open(config, nodeEnvironment())
  if (opened._tag === 'Left') throw new Error(opened.left.join('\n'))
  const service = createService({ transport: opened.right, config })

  service.events.messageReceived.subscribe(({ messages }) => {
    for (const { type, text } of messages) if (type === 'Message') hear(text)
  })

  const ask = (command, options) =>
    new Promise((resolve, reject) => {
      service.command(command, options).subscribe((answer) => {
        if (answer._tag === 'Right') resolve(answer.right)
        else reject(new Error(`${command}: ${JSON.stringify(answer.left)}`))
      })
    })

  await ask('startChat', { nickname: 'Jo' })
  return {
    close: () => service.dispose(),
    transcript: () => ask('getTranscript')
  }
}
