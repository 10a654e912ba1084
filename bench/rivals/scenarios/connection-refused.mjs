/** The origin's process is gone for a while. @module */

import { tell } from '../support/story.mjs'

export const title = 'Outage: connections are refused for a while'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }) => origin.down(),
    async heals({ origin }, { made }) {
      origin.reply({ body: made.good('v3'), etag: '"v3"' })
      await origin.up()
    },
    healed: 'v3',
  })
