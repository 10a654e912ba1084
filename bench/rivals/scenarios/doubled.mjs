/** A feature file has every entry twice, as in a well-known outage. @module */

import { tell } from '../support/story.mjs'

export const title = 'A sound version with twice the entries is published, then a good one'
export const asks = 'http'
export const applies = ({ made }) => made.doubled !== undefined

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }, { made }) => origin.reply({ body: made.doubled('v2'), etag: '"v2"' }),
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
  })
