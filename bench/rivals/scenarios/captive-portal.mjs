/** Something in between answers with a page of its own. @module */

import { tell } from '../support/story.mjs'

export const title = 'A page of HTML with a 200, for a while'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }) =>
      origin.reply({ body: '<html>Please log in</html>', headers: { 'content-type': 'text/html' } }),
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
  })
