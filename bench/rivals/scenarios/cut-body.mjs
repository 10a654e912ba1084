/** Bodies end before the length that was announced. @module */

import { tell } from '../support/story.mjs'

export const title = 'Bodies are cut short for a while'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks({ origin }, { made }) {
      const body = made.good('v2')
      origin.reply((_, response) => {
        response.writeHead(200, { 'content-length': body.length, etag: '"v2"' })
        response.write(body.slice(0, body.length >> 1), () => response.destroy())
      })
    },
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
  })
