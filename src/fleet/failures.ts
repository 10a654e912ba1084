/** What goes wrong in a fleet, by its reason: a thousand instances with the same trouble are one line. @module */

import type { TermSight } from './sight.ts'

export interface FailureGroup {
  /** What has failed: the gate, the process, health; `term` for what an instance reports of its attempts. */
  readonly stage: 'gate' | 'crash' | 'health' | 'term'
  readonly reason: string
  readonly count: number
  /** The first of them, at most three. */
  readonly instances: readonly string[]
}

const NAMED = 3

/** The most frequent first. */
export function failuresOf({ term, votes, reports }: TermSight): readonly FailureGroup[] {
  const groups = new Map<string, FailureGroup>()
  const add = (stage: FailureGroup['stage'], reason: string, instance: string) => {
    const key = `${stage} ${reason}`
    const { count, instances } = groups.get(key) ?? { count: 0, instances: [] }
    const named = instances.length < NAMED ? [...instances, instance] : instances
    groups.set(key, { stage, reason, count: count + 1, instances: named })
  }
  for (const { vote, stage = 'gate', reason = 'no reason given', instance } of votes)
    if (vote === 'fail') add(stage, reason, instance)
  for (const { terms, instance } of reports) {
    const error = terms[term]?.error
    if (error !== undefined) add('term', error, instance)
  }
  return [...groups.values()].toSorted((one, other) => other.count - one.count)
}
