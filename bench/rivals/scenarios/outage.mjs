/** An outage after all was well. @module */

import { tell } from '../support/story.mjs'

export const title = 'Outage: 503 for a while'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }) => origin.reply({ status: 503, body: 'unavailable' }),
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
  })
