/** Reads what an instance has written of itself: whoever has the password of a host may write anything there. @module */

import type { ControlEntry } from './control.ts'
import { keys } from './keys.ts'
import type { ReportRest } from './listing.ts'
import type { LiveReport, TermReport } from './reports.ts'

/** `undefined` for what is no report. Of one that is, what can't be what it should is left out: one host spoils no view. */
export function readReport({ key, value, at }: ControlEntry): LiveReport | undefined {
  const report = recordIn(value)
  // Who may write a key is who it says.
  const instance = keys.reporter(key)
  const { schema, host, zone, poll, pid, everterm, node, steward, left, rest } = report ?? {}
  const terms = asRecord(report?.terms)
  if (schema !== 1 || !instance || typeof host !== 'string' || terms === undefined) return undefined
  return {
    schema,
    instance,
    host,
    zone: asText(zone),
    poll: asNumber(poll),
    pid: asNumber(pid) ?? 0,
    everterm: asText(everterm) ?? '',
    node: asText(node) ?? '',
    steward: steward === true,
    ...(left === true && { left }),
    terms: reportedTerms(terms),
    rest: restIn(rest),
    at,
  }
}

/** What every object inherits is the name of no term of it. */
export function reportedTerms(terms: object): LiveReport['terms'] {
  const all: Record<string, TermReport> = Object.create(null)
  for (const [name, one] of Object.entries(terms)) {
    const told = name !== '' && name.length <= LONGEST_TERM ? termIn(one) : undefined
    if (told !== undefined) all[name] = told
  }
  return all
}

function restIn(value: unknown): ReportRest | undefined {
  const { count, hash } = asRecord(value) ?? {}
  return typeof hash === 'string' ? { count: asNumber(count) ?? 0, hash } : undefined
}

function termIn(value: unknown): TermReport | undefined {
  const one = asRecord(value)
  if (one === undefined) return undefined
  const { seq, sha8, state, age, error, rollout, vote, pinned } = one
  return {
    seq: Number.isSafeInteger(seq) ? (seq as number) : undefined,
    sha8: asText(sha8),
    state: asText(state) ?? '',
    age: asNumber(age),
    error: asText(error),
    rollout: asText(rollout),
    vote: asText(vote),
    pinned: asText(pinned),
  }
}

/** As names of terms are. */
const LONGEST_TERM = 100

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const asNumber = (value: unknown): number | undefined =>
  Number.isFinite(value) ? (value as number) : undefined
const asRecord = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined

function recordIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asRecord(JSON.parse(text))
  } catch {
    return undefined
  }
}
