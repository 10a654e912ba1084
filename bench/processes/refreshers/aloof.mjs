/** The second control: a worker receives and inflates the body and looks at each byte, and hands nothing over. @module */

import { inWorker } from '../workers/in-worker.mjs'

export async function open(url) {
  const { ask, end } = inWorker('look', { url: `${url}/keyed` })
  const refresh = () => ask('refresh')
  await refresh()
  return { refresh, end }
}
