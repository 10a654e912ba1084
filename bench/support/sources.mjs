/** Names the files of a dataset in the forms that subjects load. @module */

import { dataset } from './dataset.mjs'

export const sourcesOf = async (set) => ({
  keyed: await dataset(set, 1, 'keyed', { gzip: false }),
  ndjson: await dataset(set, 1, 'ndjson', { gzip: false }),
  packed: await dataset(set, 1, 'keyed'),
})
