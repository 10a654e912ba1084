/** everterm, as built from this repository, with the options that its guide shows. @module */

import { http, json, remoteTerm, supervise } from '../../../dist/src/index.js'

export const name = 'everterm'
export const asks = 'http'
export const pollMs = 200
export { made } from '../support/flag-list.mjs'

/** @param {string} url @param {string} folder */
export async function start(url, folder) {
  const term = remoteTerm({
    name: 'flags',
    fetcher: http(url),
    deserialize: json,
    refreshInterval: pollMs,
    keepsake: { dir: folder },
    validate: (next) => Array.isArray(next.flags),
    // The records of this document are not its own members, so that a function counts them.
    guards: (next, live) => next.flags.length <= 1.5 * (live?.flags.length ?? next.flags.length),
  })
  const tree = await supervise({ term })
  return { read: () => term.get().version, stop: () => tree.stop() }
}
