/** A new version has another shape once, and the right one from then on, under the same ETag. @module */

import { tell } from '../support/story.mjs'

export const title = 'A new version comes in another shape once, and right from then on, under one ETag'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks({ origin }, { made }) {
      origin.reply({ body: made.good('v2'), etag: '"v2"' })
      origin.replyOnce({ body: made.odd, etag: '"v2"' })
    },
    heals: () => {},
    healed: 'v2',
  })
