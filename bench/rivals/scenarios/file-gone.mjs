/** A file is gone for a while. @module */

import { rmSync, writeFileSync } from 'node:fs'
import { tell } from '../support/story.mjs'

export const title = 'The file is gone, and back later'
export const asks = 'file'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ path }) => rmSync(path),
    heals: ({ path }, { made }) => writeFileSync(path, made.good('v3')),
    healed: 'v3',
  })
