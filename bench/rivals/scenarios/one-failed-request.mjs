/** A single request fails. @module */

import { tell } from '../support/story.mjs'

export const title = 'One request fails with a 500'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }) => origin.replyOnce({ status: 500, body: 'oops' }),
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
  })
