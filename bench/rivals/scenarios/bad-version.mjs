/** A bad version stays for a while, until the next one is published. @module */

import { tell } from '../support/story.mjs'

export const title = 'A version of another shape is published, then a good one'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }, { made }) => origin.reply({ body: made.odd, etag: '"v2"' }),
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
  })
