/** A decoder that misbehaves as the payload says, or else returns the id of its thread. @module */

import { parentPort, threadId } from 'node:worker_threads'

const ways = {
  exit: () => process.exit(7),
  loop: () => {
    for (;;);
  },
  hang: () => new Promise(() => {}),
  crash: () =>
    new Promise(() => {
      setTimeout(() => {
        throw new Error('a mistake in a callback')
      })
    }),
}

export const decode = (bytes) => {
  const way = ways[new TextDecoder().decode(bytes)]
  if (way === undefined) return { thread: threadId }
  parentPort.postMessage('begun')
  return way()
}
