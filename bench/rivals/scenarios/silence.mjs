/** The origin accepts requests and says nothing; those that hang go on hanging. @module */

import { tell } from '../support/story.mjs'

export const title = 'The origin says nothing for 20 s, and never answers those requests'
export const asks = 'http'

export const run = (pair, rival) =>
  tell(pair, rival, {
    breaks: ({ origin }) => origin.reply(() => {}),
    heals: ({ origin }, { made }) => origin.reply({ body: made.good('v3'), etag: '"v3"' }),
    healed: 'v3',
    lastsMs: 20_000,
  })
