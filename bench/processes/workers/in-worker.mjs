/** A worker thread that answers one question at a time. @module */

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export function inWorker(name, workerData) {
  const worker = new Worker(new URL(`./${name}.mjs`, import.meta.url), { workerData })
  return {
    worker,
    async ask(question) {
      const answered = once(worker, 'message')
      worker.postMessage(question)
      const [answer] = await answered
      return answer
    },
    end: () => worker.terminate(),
  }
}
