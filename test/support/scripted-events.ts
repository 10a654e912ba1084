/** Holds a sample of every event, with a secret in what the errors caught. @module */

import { TermError } from '../../src/base/errors.ts'
import type {
  RefreshFailed,
  RefreshUpdated,
  TermEvent,
  TermState,
  TermTransition,
} from '../../src/events/events.ts'
import { noteFleetReading } from '../../src/events/fleet-reading.ts'
import type { TreeView } from '../../src/events/observer.ts'

/** The secret, which must never be seen in a log, a span, a metric or an inspector. */
export const CANARY = 'canary-8c1f'

/** When the script begins, in epoch ms. */
export const START = Date.UTC(2026, 0, 2, 3, 4, 5)

/** The error of a failing origin: its message is clean, and its cause quotes a URL with its secret. */
export const failure = new TermError('ERR_TERM_HTTP', '[prices] the origin answered 503', {
  term: 'prices',
  stage: 'probe',
  status: 503,
  cause: Object.assign(new Error(`GET https://user:${CANARY}@origin.test/?token=${CANARY}`), {
    code: 'UND_ERR_SOCKET',
  }),
})

/** An error that a listener may throw. It isn't everterm's, so its message isn't to be trusted. */
export const foreign = new RangeError(`unexpected token in "${CANARY}"`)

const term = { at: START, term: 'prices', id: 'prices#1' } as const
const delta = { from: 'a'.repeat(64), to: 'b'.repeat(64), size: 1_024, of: 'bytes' } as const
const rolled = { at: START, term: 'prices', publication: 'prices' } as const
const supervisor = { at: START, supervisor: 'root' } as const
const ended = { trigger: 'schedule', durationMs: 250, phases: { probing: 250 }, bytes: 0 } as const

type Samples = { readonly [Type in TermEvent['type']]: Extract<TermEvent, { type: Type }> }

/** A sample of each event; a new event without one doesn't compile. */
export const samples: Samples = {
  'term.started': {
    ...term,
    type: 'term.started',
    source: 'http(origin.test)',
    refreshIntervalMs: 30_000,
    maxStaleMs: 60_000,
  },
  'term.stopped': { ...term, type: 'term.stopped' },
  'term.crashed': { ...term, type: 'term.crashed', error: failure, code: failure.code },
  'term.transition': { ...term, type: 'term.transition', from: 'idle', to: 'probing', cause: 'due' },
  'term.rejected': {
    ...term,
    type: 'term.rejected',
    code: 'ERR_TERM_SCHEMA',
    rule: 'schema',
    figures: undefined,
    version: 'v3',
    reason: '`validate` refused the value',
    remembered: true,
    kept: 'v2',
  },
  'term.swapped': { ...term, type: 'term.swapped', from: 'v2', to: 'v1' },
  'term.stale': { ...term, type: 'term.stale', ageMs: 61_000, limitMs: 60_000 },
  'term.pinned': { ...term, type: 'term.pinned', version: 'v1', digest: '0123456789abcdef' },
  'term.unpinned': { ...term, type: 'term.unpinned', version: 'v1', live: 'v2' },
  'term.held-back': {
    ...term,
    type: 'term.held-back',
    version: 'v2',
    digest: '0123456789abcdef',
    live: 'v1',
  },
  'term.released': {
    ...term,
    type: 'term.released',
    version: 'v2',
    digest: '0123456789abcdef',
    code: 'ERR_TERM_GUARD',
  },
  'term.accepted': {
    ...term,
    type: 'term.accepted',
    version: 'v2',
    digest: '0123456789abcdef',
    rule: 'maxShrink',
  },
  'term.expired': { ...term, type: 'term.expired', ageMs: 91_000, limitMs: 90_000, withheld: true },
  'term.fresh': { ...term, type: 'term.fresh', limitMs: 60_000 },
  'keepsake.loaded': {
    ...term,
    type: 'keepsake.loaded',
    version: 'v2',
    bytes: 120,
    ageMs: 90_000,
    durationMs: 12.5,
  },
  'keepsake.written': {
    ...term,
    type: 'keepsake.written',
    version: 'v2',
    bytes: 120,
    durationMs: 8.5,
    afterFailures: 0,
  },
  'keepsake.failed': {
    ...term,
    type: 'keepsake.failed',
    part: 'generation',
    reason: 'ENOSPC',
    retryInMs: 1_000,
  },
  'keepsake.ignored': {
    ...term,
    type: 'keepsake.ignored',
    version: undefined,
    file: 'a.keep',
    reason: 'damaged',
    code: undefined,
  },
  'refresh.started': { ...term, type: 'refresh.started', trigger: 'schedule' },
  'refresh.updated': {
    ...term,
    ...ended,
    type: 'refresh.updated',
    outcome: 'updated',
    durationMs: 1_000,
    phases: { probing: 100, downloading: 600, decoding: 200, storing: 100 },
    bytes: 4_096,
    from: 'v1',
    to: 'v2',
    signedBy: 'E7620F1842B4E81F',
    nextInMs: 30_000,
    source: 'http(origin.test)',
    fallback: false,
  },
  'refresh.unchanged': {
    ...term,
    ...ended,
    type: 'refresh.unchanged',
    outcome: 'unchanged',
    version: 'v2',
    newer: undefined,
    nextInMs: 30_000,
    source: 'http(replica.test)',
    fallback: true,
  },
  'refresh.failed': {
    ...term,
    ...ended,
    type: 'refresh.failed',
    outcome: 'failed',
    error: failure,
    code: failure.code,
    stage: 'probe',
    failures: 1,
    nextInMs: 1_000,
    serving: 'v2',
    ageMs: 5_000,
    stale: false,
  },
  'refresh.cancelled': { ...term, ...ended, type: 'refresh.cancelled', outcome: 'cancelled' },
  'refresh.recovered': { ...term, type: 'refresh.recovered', afterFailures: 3, outageMs: 12_000 },
  'source.changed': {
    ...term,
    type: 'source.changed',
    from: 'http(origin.test)',
    to: 'http(replica.test)',
    fallback: true,
    error: failure,
  },
  'origin.throttled': {
    type: 'origin.throttled',
    at: START,
    origin: 'https://origin.test',
    terms: 200,
    perMinute: 400,
  },
  'delta.used': { ...term, ...delta, type: 'delta.used' },
  'delta.failed': { ...term, ...delta, type: 'delta.failed', error: failure, code: failure.code },
  'fleet.unreachable': {
    type: 'fleet.unreachable',
    at: START,
    code: 'ERR_TERM_NETWORK',
    reason: 'nats a:1 has lost its connection',
  },
  'fleet.reachable': { type: 'fleet.reachable', at: START, outageMs: 4_000 },
  'fleet.hinted': { ...rolled, type: 'fleet.hinted' },
  'fleet.voted': { ...rolled, type: 'fleet.voted', rollout: '2-x', vote: 'fail', stage: 'gate' },
  'fleet.activated': { ...rolled, type: 'fleet.activated', seq: 2, rollout: '2-x' },
  'fleet.refused': {
    ...rolled,
    type: 'fleet.refused',
    seq: 2,
    rollout: '2-x',
    stage: 'gate',
    reason: 'ERR_TERM_SCHEMA',
  },
  'fleet.went-back': { ...rolled, type: 'fleet.went-back', seq: 1 },
  'fleet.halted': { ...rolled, type: 'fleet.halted', seq: 2, rollout: '2-x', why: 'i1 refused it' },
  'fleet.decided': {
    ...rolled,
    type: 'fleet.decided',
    rollout: '2-x',
    state: 'halted',
    share: 10,
    why: 'i1 refused it',
  },
  'supervisor.restarted': {
    ...supervisor,
    type: 'supervisor.restarted',
    child: 'prices',
    children: ['prices'],
    error: failure,
    restarts: 1,
    limit: 3,
    withinMs: 5_000,
  },
  'supervisor.gave-up': {
    ...supervisor,
    type: 'supervisor.gave-up',
    child: 'prices',
    error: failure,
    limit: 3,
    withinMs: 5_000,
    coolDownMs: 60_000,
  },
  'supervisor.resumed': { ...supervisor, type: 'supervisor.resumed' },
  'supervisor.killed': { ...supervisor, type: 'supervisor.killed', child: 'prices' },
  'supervisor.stopped': { ...supervisor, type: 'supervisor.stopped' },
  'listener.failed': {
    type: 'listener.failed',
    at: START,
    term: 'prices',
    error: foreign,
    reason: 'RangeError: …',
  },
}

export const everyEvent: readonly TermEvent[] = Object.values(samples)

const moved = (at: number, from: TermState, to: TermState): TermTransition => ({
  ...samples['term.transition'],
  at: START + at,
  from,
  to,
})

/** An attempt that brings a new value, told in the order in which the machine does. */
export const updatingAttempt: readonly TermEvent[] = [
  { ...samples['refresh.started'], at: START },
  moved(0, 'idle', 'probing'),
  moved(100, 'probing', 'downloading'),
  moved(700, 'downloading', 'decoding'),
  moved(900, 'decoding', 'storing'),
  { ...samples['refresh.updated'], at: START + 1_000 } satisfies RefreshUpdated,
  moved(1_000, 'storing', 'idle'),
]

/** An attempt that ends at its probe. */
export const failingAttempt: readonly TermEvent[] = [
  { ...samples['refresh.started'], at: START },
  moved(0, 'idle', 'probing'),
  { ...samples['refresh.failed'], at: START + 250 } satisfies RefreshFailed,
  moved(250, 'probing', 'backoff'),
]

/** A tree with one term that holds a value. */
export const tree: TreeView = {
  terms: () => [
    {
      term: 'prices',
      state: 'backoff',
      version: 'v2',
      pinned: undefined,
      newer: undefined,
      quarantined: 0,
      ready: true,
      source: { name: 'http(origin.test)', fallback: false },
      stale: true,
      expired: false,
      expiresAt: START + 92_000,
      failures: 2,
      bytes: 4_096,
      maxStaleMs: 60_000,
      maxAgeMs: 90_000,
      lastAttemptAt: START + 4_000,
      lastAnswerAt: START + 3_000,
      confirmedAt: START + 2_000,
      lastUpdateAt: START + 1_000,
    },
  ],
  supervisors: () => [{ supervisor: 'root', state: 'running', children: 1, budget: 2 }],
}

noteFleetReading(tree, () => ({
  reachable: true,
  terms: [{ term: 'prices', rollout: 'halted', behind: true }],
}))
