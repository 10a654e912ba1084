/** A fleet that stands still in the midst of a rollout: most are well, a few are behind, one stage has yet to come. @module */

// @ts-check

const [SECOND, MINUTE] = [1000, 60_000]
const [OLD, NEW] = /** @type {const} */ ([41, 42])
const [OLD_SHA8, NEW_SHA8] = /** @type {const} */ (['9e21c507', 'f08d1a5e'])
const COUNT = 120
const SHARE = 0.5

/** @typedef {import('../../src/serve/api/fleet-facts.ts').FleetFacts} FleetFacts */

/** What is wrong with some of them, by their numbers. */
const TROUBLES = /** @type {const} */ ({ 17: 'ERR_TERM_TIMEOUT', 44: 'ERR_TERM_TIMEOUT', 58: undefined })

/** @param {number} index */
const instanceOf = (index) => `web-${1 + (index % 15)}/${4000 + index}`

/**
 * @param {number} now
 * @returns {FleetFacts}
 */
export function simulatedFleet(now) {
  const began = now - 14 * MINUTE
  /** @type {FleetFacts['instances']} */
  const instances = Array.from({ length: COUNT }, (_, index) => {
    const isIn = index < COUNT * SHARE
    const isBehind = Object.hasOwn(TROUBLES, index)
    return {
      instance: instanceOf(index),
      host: `web-${1 + (index % 15)}`,
      zone: `eu-${1 + (index % 3)}`,
      steward: index < 3,
      everterm: '0.1.0',
      node: '22.21.0',
      at: now - ((index * 1_370) % 9_000),
      terms: [
        {
          name: 'prices',
          seq: isIn && !isBehind ? NEW : OLD,
          state: index % 17 === 0 ? 'probing' : 'idle',
          vote: !isIn ? undefined : index === 58 ? 'trying' : isBehind ? undefined : 'ok',
          error: TROUBLES[/** @type {17} */ (index)],
          behind: isBehind ? /** @type {const} */ (true) : undefined,
        },
      ],
    }
  })
  const behind = Object.entries(TROUBLES).map(([index, why]) => ({
    instance: instanceOf(Number(index)),
    host: `web-${1 + (Number(index) % 15)}`,
    ...{ held: OLD, wanted: NEW, since: now - (90 - Number(index)) * SECOND, why: why ?? 'trying' },
  }))
  const well = COUNT * SHARE - behind.length
  return {
    ...{
      service: 'checkout',
      engine: 'nats nats.example.com:4222',
      own: instanceOf(0),
      now,
      hosts: 15,
      stewards: 3,
    },
    instances,
    terms: [
      {
        ...{ name: 'prices', instances: COUNT, known: [42, 41, 40, 39] },
        rollout: {
          ...{
            id: '42-5c1d',
            state: 'staged',
            from: OLD,
            to: NEW,
            sha8: NEW_SHA8,
            unit: 'instance',
            stage: 2,
          },
          stages: [
            { share: 1, beganAt: began },
            { share: 10, beganAt: began + 5 * MINUTE },
            { share: 50, beganAt: began + 12 * MINUTE },
            { share: 100 },
          ],
          ...{ bakeMs: 5 * MINUTE, since: began + 12 * MINUTE, by: 'ci', need: COUNT * SHARE },
          votes: { ok: well, trying: 1 },
        },
        held: [
          { seq: OLD, sha8: OLD_SHA8, count: COUNT - well },
          { seq: NEW, sha8: NEW_SHA8, count: well },
        ],
        behind: { count: behind.length, first: behind },
        failures: [
          {
            stage: 'term',
            reason: 'ERR_TERM_TIMEOUT',
            count: 2,
            instances: [instanceOf(17), instanceOf(44)],
          },
        ],
        audit: [
          { at: began + 12 * MINUTE, actor: instanceOf(2), action: 'stage 50 %', seq: NEW },
          { at: began + 6 * MINUTE, actor: 'anna', action: 'resume', why: 'the dip was the cache', seq: NEW },
          {
            at: began + 5.5 * MINUTE,
            actor: 'anna',
            action: 'pause',
            why: 'paused by anna: sales dip?',
            seq: NEW,
          },
          { at: began + 5 * MINUTE, actor: instanceOf(0), action: 'stage 10 %', seq: NEW },
          { at: began, actor: 'ci', action: 'begin', seq: NEW },
          { at: began - 26 * 60 * MINUTE, actor: instanceOf(1), action: 'done', seq: OLD },
        ],
      },
    ],
  }
}
