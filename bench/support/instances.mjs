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
  /** `undefined` of a process that was killed. */
  const answer = (child) =>
    new Promise((resolve, reject) => {
      const settle = (message) => {
        child.off('message', settle).off('exit', gone)
        resolve(message)
      }
      const gone = (code, signal) => {
        child.off('message', settle).off('exit', gone)
        if (signal === 'SIGKILL') resolve(undefined)
        else reject(new Error(`instances ended with ${signal ?? code}`))
      }
      child.on('message', settle).on('exit', gone)
    })
  const living = () => children.filter(({ connected }) => connected)
  await Promise.all(children.map(answer))

  return {
    /** How many processes live. */
    get living() {
      return living().length
    },
    /** Asks all that live. */
    async ask(word) {
      const answers = living().map((child) => {
        child.send(word)
        return answer(child)
      })
      return (await Promise.all(answers)).filter((one) => one !== undefined)
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
      const gone = living().map((child) => once(child, 'exit'))
      for (const child of living()) child.send('stop')
      await Promise.all(gone)
    },
  }
}
