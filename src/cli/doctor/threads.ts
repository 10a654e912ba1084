/** Looks whether threads can be started: large payloads are decoded in them. @module */

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { fieldOf } from '../../base/errors.ts'
import type { Finding } from './finding.ts'

export async function checkThreads(start = startOne): Promise<Finding[]> {
  const about = 'threads'
  try {
    await start()
    return [{ level: 'ok', about, found: 'can be started' }]
  } catch (error) {
    const isForbidden = process.permission?.has('worker') === false
    const why = isForbidden
      ? 'the permissions of Node.js allow none'
      : String(fieldOf(error, 'code') ?? fieldOf(error, 'message'))
    return [
      {
        level: 'warn',
        about,
        found: `can not be started: ${why}`,
        means: 'large payloads are decoded in the thread of the service, which answers nobody meanwhile',
        advice: isForbidden
          ? '`--allow-worker` among the options of Node.js'
          : '`ulimit -u`, the limit of processes of the container, or its memory',
      },
    ]
  }
}

/** One that does nothing, to its end. */
async function startOne(): Promise<void> {
  await once(new Worker('', { eval: true, stdout: true, stderr: true }), 'exit')
}
