/** Runs one measurement in a process of its own. @module */

import { fork } from 'node:child_process'
import { once } from 'node:events'

/** Resolves with what the process sends back. @throws Error when it ends without a word */
export async function inProcess(name, job, { node = process.execPath, execArgv = [] } = {}) {
  const path = new URL(`../processes/${name}.mjs`, import.meta.url)
  const child = fork(path, [JSON.stringify(job)], { execPath: node, execArgv })
  let result
  child.once('message', (message) => {
    result = message
  })
  const [code] = await once(child, 'exit')
  if (result === undefined) throw new Error(`bench/processes/${name}.mjs ended with ${code} and no result`)
  return result
}

/** Starts a process that serves until it is stopped; `message` is the first that it sends. */
export async function startProcess(name, job) {
  const path = new URL(`../processes/${name}.mjs`, import.meta.url)
  const child = fork(path, [JSON.stringify(job)])
  const [message] = await once(child, 'message')
  return {
    message,
    async stop() {
      child.kill()
      await once(child, 'exit')
    },
  }
}
