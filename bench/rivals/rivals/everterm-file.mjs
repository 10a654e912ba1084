/** everterm, reading a MaxMind database from a file that it watches, with a reader of the format of its own. @module */

import { file, remoteTerm, supervise } from '../../../dist/src/index.js'
import { database, versionOf } from '../support/mmdb.mjs'

export const name = 'everterm (file)'
export const asks = 'file'
export const pollMs = 200
export const made = { good: database, odd: 'this is no database' }

/** @param {string} path */
export async function start(path) {
  const { Reader } = await import('maxmind')
  const term = remoteTerm({
    name: 'geo',
    fetcher: file(path),
    deserialize: (bytes) => new Reader(Buffer.from(bytes)),
    validate: (reader) => versionOf(reader) !== undefined,
    refreshInterval: pollMs,
  })
  const tree = await supervise({ term })
  return { read: () => versionOf(term.get()), stop: () => tree.stop() }
}
