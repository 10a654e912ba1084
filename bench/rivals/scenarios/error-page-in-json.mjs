/** An origin tells its trouble in JSON. @module */

import { tell } from '../support/story.mjs'

export const title = 'Outage: a 500 whose page is JSON'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }) => origin.reply({ status: 500, body: '{"error":"internal"}' }),
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
  })
