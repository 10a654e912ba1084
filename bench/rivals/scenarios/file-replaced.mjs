/** A file is replaced by a rename, as it should be. @module */

import { renameSync, writeFileSync } from 'node:fs'
import { tell } from '../support/story.mjs'

export const title = 'The file is replaced by a rename (nothing is wrong)'
export const asks = 'file'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: () => {},
    heals({ path }, { made }) {
      writeFileSync(`${path}.next`, made.good('v3'))
      renameSync(`${path}.next`, path)
    },
    healed: 'v3',
  })
