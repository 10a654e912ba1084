/** Keeps a table fresh in this thread, and shares it. @module */

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { http, remoteTerm, supervise, table } from 'everterm'
import { checkChild } from '../../../dist/src/tree/child-of.js'
import { monotonic } from '../../support/monotonic.mjs'

export async function start(url, count) {
  const catalogue = remoteTerm({
    name: 'catalogue',
    fetcher: http(url),
    deserialize: table(),
    refreshInterval: null,
  })
  const tree = await supervise({ catalogue })
  // This is the step that publishes, before any listener is told.
  const { cell } = checkChild('bench', 'catalogue', catalogue).keeper
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
      const unwatch = cell.watch(() => {
        at ??= monotonic()
      })
      await catalogue.refresh()
      unwatch()
      return at
    },
    async end() {
      await Promise.all(workers.map((worker) => worker.terminate()))
      await tree.stop()
    },
  }
}
