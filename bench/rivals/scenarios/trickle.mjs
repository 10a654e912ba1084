/** Bodies come a byte at a time, and go on so. @module */

import { tell } from '../support/story.mjs'

export const title = 'Bodies come a byte in 100 ms for 20 s, and those go on so'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }) =>
      origin.reply((_, response) => {
        response.writeHead(200, { 'content-length': 1_000_000 })
        const timer = setInterval(() => response.write(' '), 100)
        response.on('close', () => clearInterval(timer))
      }),
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
    lastsMs: 20_000,
  })
