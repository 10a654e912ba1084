/** A term that only plays its part: its facts, as a served tree tells them, and what becomes of them as time goes by. @module */

// @ts-check

/**
 * @typedef {import('../../src/serve/api/term-facts.ts').TermFacts} TermFacts
 * @typedef {{ -readonly [Key in keyof TermFacts]: TermFacts[Key] }} Draft
 * @typedef {import('./casts.mjs').Part} Part
 * @typedef {ReturnType<typeof import('./dice.mjs').diceOf>} Dice
 * @typedef {'probing' | 'downloading' | 'decoding' | 'storing'} Step
 */

/** @type {readonly Step[]} */
const STEPS = ['probing', 'downloading', 'decoding', 'storing']

/** What each of them takes of an attempt. */
const SHARES = { probing: 0.1, downloading: 0.5, decoding: 0.3, storing: 0.1 }

/** @type {Readonly<Record<string, Step>>} */
const FAILS_IN = { schema: 'decoding', timeout: 'downloading' }

/** @param {Part} part @param {Dice} dice @param {number} now */
export function simulatedTerm(part, dice, now) {
  const { name, group, source, bytes, interval, limit, took, fails, failures = 0, age, empty = false } = part
  const failsIn = FAILS_IN[fails ?? ''] ?? 'probing'
  const past = Array.from({ length: 24 }, (_, at) => ended(at >= 24 - failures, dice.about(took)))

  /** @type {Draft} */
  const facts = {
    name,
    group,
    state: failures > 0 ? 'backoff' : 'idle',
    reads: 'current',
    version: empty ? undefined : dice.hex(8),
    origin: empty ? undefined : 'remote',
    pinned: part.pinned ? 'here' : undefined,
    quarantined: part.quarantined ?? 0,
    source: { name: source, fallback: part.fallback ?? false },
    bytes: empty ? undefined : bytes,
    confirmedAt: age === undefined ? undefined : now - age,
    limitMs: limit,
    intervalMs: interval,
    nextAt: now + dice.roll() * Math.min(interval, 30_000),
    failures,
    error: failures > 0 ? errorOf() : undefined,
    crashes: 0,
    recent: past,
  }
  if (facts.pinned !== undefined) facts.pinned = facts.version
  judge(now)

  /** @param {boolean} failed @param {number} durationMs @returns {TermFacts['recent'][number]} */
  function ended(failed, durationMs) {
    const last = failed ? STEPS.indexOf(failsIn) : 0
    const phases = Object.fromEntries(
      STEPS.slice(0, last + 1).map((step) => [step, durationMs * SHARES[step]]),
    )
    return failed
      ? { durationMs, outcome: 'failed', phases, failedIn: failsIn }
      : { durationMs, outcome: 'unchanged', phases }
  }

  function errorOf() {
    return { code: 'ERR_TERM_UNAVAILABLE', type: String(fails), message: `The origin failed: ${fails}` }
  }

  /** What readers get of it. @param {number} at */
  function judge(at) {
    const over = facts.confirmedAt !== undefined && limit !== undefined && at - facts.confirmedAt > limit
    if (facts.version === undefined) facts.reads = 'none'
    else if (over) facts.reads = part.expires ? 'expired' : 'stale'
    else if (facts.pinned !== undefined) facts.reads = 'pinned'
    else facts.reads = facts.failures > 0 ? 'last-good' : 'current'
  }

  /** @param {TermFacts['state']} to @param {string} cause @param {number} at */
  function go(to, cause, at) {
    const from = facts.state === 'down' ? undefined : facts.state
    if (to !== 'down') facts.lastTransition = { at, from, to, cause }
    facts.state = to
    facts.running =
      to === 'idle' || to === 'backoff' || to === 'down'
        ? undefined
        : {
            startedAt: facts.running?.startedAt ?? at,
            trigger: cause === 'refresh' ? 'manual' : 'schedule',
            sinceAt: at,
          }
  }

  /** @param {boolean} failed @param {number} at */
  function end(failed, at) {
    const durationMs = at - (facts.running?.startedAt ?? at)
    facts.recent = [...facts.recent.slice(1), ended(failed, durationMs)]
    facts.failures = failed ? facts.failures + 1 : 0
    facts.error = failed ? errorOf() : undefined
    facts.nextAt = at + (failed ? 20_000 + dice.roll() * 60_000 : interval * (0.9 + dice.roll() * 0.2))
    if (!failed) facts.confirmedAt = at
    go(failed ? 'backoff' : 'idle', failed ? 'failed' : 'unchanged', at)
  }

  return {
    facts: () => /** @type {TermFacts} */ ({ ...facts }),
    /** What was asked by hand. @param {number} at */
    refresh(at) {
      facts.nextAt = at
    },
    /** Whether anything but the time has changed. @param {number} at */
    step(at) {
      const { state, reads } = facts
      judge(at)
      if (state === 'idle' || state === 'backoff') {
        if (at >= (facts.nextAt ?? Number.POSITIVE_INFINITY)) go('probing', 'due', at)
        return facts.state !== state || facts.reads !== reads
      }
      if (state === 'down' || facts.running === undefined) return false
      const share = (at - facts.running.sinceAt) / (took * SHARES[state])
      if (state === 'downloading')
        facts.running = { ...facts.running, received: Math.min(1, share) * bytes, expected: bytes }
      if (share < 1) return state === 'downloading'
      const isOver = fails !== undefined && state === failsIn
      if (isOver || state === 'storing' || (state === 'probing' && dice.roll() > 0.4 && took < 10_000)) {
        if (state === 'storing') facts.version = dice.hex(8)
        end(isOver, at)
        judge(at)
      } else go(STEPS[STEPS.indexOf(state) + 1] ?? 'idle', state, at)
      return true
    },
  }
}
