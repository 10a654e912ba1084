/** Refreshes through a worker that fetches and parses, and posts the object. @module */

import { inWorker } from '../workers/in-worker.mjs'

export async function open(url) {
  const { ask, end } = inWorker('parse', { url: `${url}/keyed` })
  let value
  async function refresh() {
    value = await ask('refresh')
  }
  await refresh()
  return { refresh, get: (key) => value[key], end }
}
