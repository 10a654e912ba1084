/** Bodies are empty, with a status that says all is well. @module */

import { tell } from '../support/story.mjs'

export const title = 'Empty bodies with a 200, for a while'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }) => origin.reply({ body: '', etag: '"v2"' }),
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
  })
