/** Lets each thread fetch and parse for itself. @module */

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { monotonic } from '../../support/monotonic.mjs'

export async function start(url, count) {
  const workers = []
  for (let index = 0; index < count; index++) {
    const worker = new Worker(new URL('../workers/own-copy.mjs', import.meta.url), { workerData: { url } })
    workers.push(worker)
    await once(worker, 'message')
  }
  return {
    workers,
    async refresh() {
      const at = monotonic()
      for (const worker of workers) worker.postMessage('refresh')
      return at
    },
    end: () => Promise.all(workers.map((worker) => worker.terminate())),
  }
}
