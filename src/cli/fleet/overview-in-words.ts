/** A fleet in lines for people. @module */

import { numberOf } from '../../base/number-of.ts'
import { laterThanRollout } from '../../fleet/later-than-rollout.ts'
import type { FleetOverview, TermOverview } from '../../fleet/overview.ts'

/** What is stable of each term, where a place was named. */
export type StableNumbers = ReadonlyMap<string, number | undefined>

export function overviewInWords(
  { service, instances, hosts, stewards, terms }: FleetOverview,
  stable?: StableNumbers,
): string[] {
  const head = `${service}: ${numberOf(instances, 'instance')} on ${numberOf(hosts, 'host')}, ${numberOf(stewards, 'steward')}`
  return [head, ...terms.flatMap((one) => termInWords(one, stable))]
}

/** A publication that came after the rollout, beside it, which then has no say any more. */
function pastIt(to: number, stable: number | undefined, { pin, held }: TermOverview): string | undefined {
  if ((stable ?? 0) > to) return `stable is ${stable}, later than the rollout`
  const later = laterThanRollout({ to, held, isPinned: pin !== undefined })
  return later === undefined ? undefined : `${later} is held, later than the rollout`
}

/** A fleet may be large. */
const MOST_NAMED = 3

const instancesInWords = (all: readonly string[]): string => {
  const named = all.slice(0, MOST_NAMED).join(', ')
  return all.length > MOST_NAMED ? `${named} and ${all.length - MOST_NAMED} more` : named
}

function termInWords(overview: TermOverview, stable: StableNumbers | undefined): string[] {
  const { term, pin, rollout, held, pinnedByHand, troubles } = overview
  const lines = [term]
  if (pin !== undefined)
    lines.push(`  pinned to ${pin.seq} by ${pin.by}${pin.why === undefined ? '' : `: ${pin.why}`}`)
  if (rollout !== undefined) {
    const { id, state, share, from, to, why, supersedes } = rollout
    lines.push(
      `  rollout ${id}: ${state} at ${share} %, ${from} -> ${to}${why === undefined ? '' : `: ${why}`}`,
    )
    if (supersedes !== undefined) lines.push(`  it has superseded ${supersedes}`)
  }
  const still = stable?.get(term)
  if (stable !== undefined) lines.push(`  stable is ${still ?? 'nothing'}`)
  if (rollout?.state === 'done' && stable !== undefined && (still ?? 0) < rollout.to)
    lines.push(`  ${rollout.to} is done, and not stable yet: everterm fleet settle ${term}`)
  const past = rollout && pastIt(rollout.to, still, overview)
  if (past !== undefined) lines.push(`  ${past}: somebody has published without the fleet`)
  for (const { seq, sha8, count } of held)
    lines.push(`  ${count} on ${seq ?? 'nothing'}${sha8 === undefined ? '' : ` (${sha8})`}`)
  if (held.length === 0) lines.push('  no instance reports it')
  if (pinnedByHand.length > 0)
    lines.push(`  pinned by hand, and tries nothing: ${instancesInWords(pinnedByHand)}`)
  for (const { instance, reason } of troubles) lines.push(`  ${instance}: ${reason}`)
  return lines
}
