/** The service is started again while the origin is down: who has kept something on disk? @module */

import { HEALING_MS } from '../support/story.mjs'

export const title = 'Outage: the service is restarted while connections are refused'
export const asks = 'http'

export async function run(pair, rival) {
  await pair.begin(rival.made.good('v1'))
  await pair.start()
  await pair.readsFor(20_000, 'v1')
  await pair.readsFor(1_000)
  await pair.origin.down()
  await pair.restart()
  const polled = pair.origin.polls.length
  const started = await pair.start()
  // Whoever reads a file at its start may take a moment.
  await pair.readsFor(1_000)
  const during = await pair.readsFor(3_000)
  pair.origin.reply({ body: rival.made.good('v3'), etag: '"v3"' })
  await pair.origin.up()
  const after = await pair.readsFor(HEALING_MS, 'v3')
  const pollsAfter = pair.origin.polls.slice(polled)
  return { started, during, after, healed: 'v3', pollsDuring: 0, pollsAfter, mostOpen: 0 }
}
