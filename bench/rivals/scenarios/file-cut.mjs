/** A file is cut in place, as by a copy that began anew; later it is whole. @module */

import { truncateSync, writeFileSync } from 'node:fs'
import { tell } from '../support/story.mjs'

export const title = 'The file is cut in place to 1,000 bytes, and whole later'
export const asks = 'file'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ path }) => truncateSync(path, 1_000),
    heals: ({ path }, { made }) => writeFileSync(path, made.good('v3')),
    healed: 'v3',
  })
