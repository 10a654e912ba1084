/** Access is denied once, as while a key is exchanged or by a firewall. @module */

import { tell } from '../support/story.mjs'

export const title = 'One request is denied with a 403'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }) => origin.replyOnce({ status: 403, body: 'denied' }),
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
  })
