/** How most failures go: all is well, something is wrong for a while, all is well again. @module */

/** So long an origin is asked in vain before we say that it isn't asked any more. */
export const HEALING_MS = 75_000

/**
 * @typedef {import('./pair.mjs').Pair} Pair
 * @typedef {{ pollMs: number, made: { good: (version: string) => any, odd: string, doubled?: (version: string) => any } }} Rival
 *
 * @typedef {object} Story
 * @property {(pair: Pair, rival: Rival) => unknown} breaks What goes wrong.
 * @property {(pair: Pair, rival: Rival) => unknown} heals How all gets well again.
 * @property {string} healed The version that is served from then on.
 * @property {number} [lastsMs] How long it is wrong, if not for two polls.
 */

/** @param {Pair} pair @param {Rival} rival @param {Story} story */
export async function tell(pair, rival, { breaks, heals, healed, lastsMs = 0 }) {
  await pair.begin(rival.made.good('v1'))
  const started = await pair.start()
  if (started.error !== undefined) throw new Error(`it did not start: ${started.error}`)
  const before = await pair.readsFor(20_000, 'v1')
  if (before.last.value !== 'v1') throw new Error(`it never had a value: ${before.last.error}`)

  const polled = pair.origin.polls.length
  await breaks(pair, rival)
  const during = await pair.readsFor(Math.max(lastsMs, rival.pollMs * 2.2 + 1_500))
  const polledDuring = pair.origin.polls.length - polled

  await heals(pair, rival)
  const after = pair.death() === undefined ? await pair.readsFor(HEALING_MS, healed) : undefined
  return {
    during,
    after,
    healed,
    pollsDuring: polledDuring,
    pollsAfter: pair.origin.polls.slice(polled + polledDuring),
    mostOpen: pair.origin.mostOpen(),
  }
}
