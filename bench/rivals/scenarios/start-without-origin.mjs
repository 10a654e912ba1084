/** The origin is down when the service starts, and comes later. @module */

import { HEALING_MS } from '../support/story.mjs'

export const title = 'The origin is down at the start, and comes after 5 s'
export const asks = 'http'

export async function run(pair, rival) {
  await pair.origin.down()
  setTimeout(async () => {
    pair.origin.reply({ body: rival.made.good('v3'), etag: '"v3"' })
    await pair.origin.up()
  }, 5_000)
  const started = await pair.start(40_000)
  const after = await pair.readsFor(HEALING_MS, 'v3')
  return {
    started,
    during: undefined,
    after,
    healed: 'v3',
    pollsDuring: 0,
    pollsAfter: pair.origin.polls,
    mostOpen: 0,
  }
}
