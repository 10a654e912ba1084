/** What the three probes of an orchestrator are answered: has it started, may traffic come, does it live. @module */

import type { Health, TermHealth } from '../../tree/index.ts'

/** One of the three questions. */
export type HealthProbe = 'startup' | 'ready' | 'live'

/** Why a term doesn't do as the probe asks. */
export interface FailingTerm {
  readonly name: string
  readonly state: string
  readonly version?: string | undefined
  /** How long ago its value was last confirmed, in ms. */
  readonly ageMs?: number | undefined
  /** Failures in a row. */
  readonly failures: number
  /** The code of the last failure. */
  readonly code?: string | undefined
  /** When it is tried again, as text of ISO 8601. */
  readonly next?: string | undefined
}

export interface ProbeBody {
  readonly probe: HealthProbe
  readonly ok: boolean
  /** The state of the root supervisor; `starting` while there is no tree yet. */
  readonly state: string
  /** How many terms there are. */
  readonly terms: number
  /** Those that give readers nothing, or hold nothing yet; at most 50 are told. */
  readonly failing: readonly FailingTerm[]
}

export interface ProbeAnswer {
  readonly status: 200 | 503
  readonly body: ProbeBody
}

const MOST_TOLD = 50

/**
 * Answers a probe. A process whose tree is not there yet lives, and neither has started nor is ready. The answer to `live`
 * names no terms: nothing that a term lacks is mended by a restart of the process.
 */
export function probeAnswer(probe: HealthProbe, health: Health | undefined): ProbeAnswer {
  const ok = health === undefined ? probe === 'live' : health[probe]
  const terms = Object.entries(health?.terms ?? {})
  const lacks = LACKS[probe]
  const failing = terms.filter(([, term]) => lacks(term)).slice(0, MOST_TOLD)
  const body = {
    probe,
    ok,
    state: health?.state ?? 'starting',
    terms: terms.length,
    failing: failing.map(([name, term]) => failingTerm(name, term)),
  }
  return { status: ok ? 200 : 503, body }
}

const LACKS: Readonly<Record<HealthProbe, (term: TermHealth) => boolean>> = {
  startup: ({ origin }) => origin === undefined,
  ready: ({ ready }) => !ready,
  live: () => false,
}

function failingTerm(
  name: string,
  { state, version, ageMs, failures, lastError, nextProbeAt }: TermHealth,
): FailingTerm {
  return { name, state, version, ageMs, failures, code: lastError?.code, next: nextProbeAt?.toISOString() }
}
