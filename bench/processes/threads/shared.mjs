/** This thread keeps a table fresh and shares it. @module */

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { http, remoteTerm, supervise, table } from 'everterm'
import { monotonic } from '../../support/monotonic.mjs'

export async function start(url, count) {
  const catalogue = remoteTerm({
    name: 'catalogue',
    fetcher: http(url),
    deserialize: table(),
    refreshInterval: null,
  })
  const tree = await supervise({ catalogue })
  const workers = []
  for (let index = 0; index < count; index++) {
    const worker = new Worker(new URL('../workers/attached.mjs', import.meta.url))
    workers.push(worker)
    const attached = once(worker, 'message')
    catalogue.shareWith(worker)
    await attached
  }
  return {
    workers,
    async refresh() {
      let at
      const unsubscribe = catalogue.subscribe(() => {
        at = monotonic()
      })
      await catalogue.refresh()
      unsubscribe()
      return at
    },
    async end() {
      await Promise.all(workers.map((worker) => worker.terminate()))
      await tree.stop()
    },
  }
}
