/** A file has other contents for a while. @module */

import { renameSync, writeFileSync } from 'node:fs'
import { tell } from '../support/story.mjs'

export const title = 'The file is replaced by something else, and right later'
export const asks = 'file'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks({ path }, { made }) {
      writeFileSync(`${path}.next`, made.odd)
      renameSync(`${path}.next`, path)
    },
    heals({ path }, { made }) {
      writeFileSync(`${path}.next`, made.good('v3'))
      renameSync(`${path}.next`, path)
    },
    healed: 'v3',
  })
