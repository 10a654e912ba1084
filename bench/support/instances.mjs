/** Processes with many instances of a fleet each, which are asked all together. @module */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../processes/rollout-instances.mjs', import.meta.url))

/** Resolves when all of them are there. */
export async function startInstances(processes, job) {
  const children = Array.from({ length: processes }, (_, number) =>
    fork(PROGRAM, [JSON.stringify({ ...job, number })]),
  )
  const answer = async (child) => {
    const [message] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code, signal]) => {
        throw new Error(`instances ended with ${signal ?? code}`)
      }),
    ])
    return message
  }
  await Promise.all(children.map(answer))

  return {
    pids: children.map(({ pid }) => pid),
    /** Asks all that live. */
    async ask(word) {
      const living = children.filter(({ connected }) => connected)
      for (const child of living) child.send(word)
      return Promise.all(living.map(answer))
    },
    /** What happened since it was last asked. */
    async collect() {
      const parts = await this.ask('collect')
      const tries = {}
      for (const part of parts)
        for (const [v, count] of Object.entries(part.tries)) tries[v] = (tries[v] ?? 0) + count
      const cpuMs = parts.reduce((sum, part) => sum + part.cpuMs, 0)
      return { swaps: parts.flatMap(({ swaps }) => swaps), tries, cpuMs }
    },
    async kill(number) {
      const child = children[number]
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    async stop() {
      const gone = children.filter(({ connected }) => connected).map((child) => once(child, 'exit'))
      for (const child of children) if (child.connected) child.send('stop')
      await Promise.all(gone)
    },
  }
}
