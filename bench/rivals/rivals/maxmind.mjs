/** maxmind, the reader of GeoIP databases, watching its file. @module */

import { database, versionOf } from '../support/mmdb.mjs'

export const name = 'maxmind'
export const asks = 'file'
/** Node's `fs.watchFile`, which it uses, looks so often. */
export const pollMs = 5_007
export const made = { good: database, odd: 'this is no database' }
export const well =
  'reads in microseconds, straight from the file’s bytes; takes in a new file when it is replaced'

/** @param {string} path */
export async function start(path) {
  const { default: maxmind } = await import('maxmind')
  const reader = await maxmind.open(path, { watchForUpdates: true, watchForUpdatesNonPersistent: false })
  return { read: () => versionOf(reader), stop: () => {} }
}
