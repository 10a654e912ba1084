/** Watches the chunks of one body, and aborts the scope when the peer stalls or trickles. @module */

import { TermError } from '../../base/errors.ts'
import type { AbortScope } from './abort-scope.ts'
import { rateBudget } from './rate-budget.ts'
import type { ResolvedTimeouts } from './timeouts.ts'
import { watchdog } from './watchdog.ts'

/** Passes the chunks on; the time that their reader takes is not held against the peer. */
export async function* watchedChunks(
  body: AsyncIterable<Uint8Array>,
  { stall, minRate }: ResolvedTimeouts,
  scope: AbortScope,
): AsyncGenerator<Uint8Array> {
  const budget = rateBudget(minRate)
  const dog = watchdog(() => {
    const stalled = budget.left() >= stall
    const how = stalled
      ? `brought no byte for ${stall} ms`
      : `came slower than ${minRate.bytesPerSecond} bytes/s`
    scope.abort(new TermError('ERR_TERM_TIMEOUT', `The body ${how}`, { stage: 'download' }))
  })
  let since = performance.now()
  try {
    dog.watch(Math.min(stall, budget.left()))
    for await (const chunk of body) {
      dog.rest()
      budget.spend(performance.now() - since, chunk.byteLength)
      yield chunk
      since = performance.now()
      dog.watch(Math.min(stall, budget.left()))
    }
  } finally {
    dog.stop()
  }
}
