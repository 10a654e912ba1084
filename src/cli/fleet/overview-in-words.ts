/** A fleet in lines for people. @module */

import type { FleetOverview, TermOverview } from '../../fleet/overview.ts'

export function overviewInWords({ service, instances, hosts, stewards, terms }: FleetOverview): string[] {
  const head = `${service}: ${instances} instances on ${hosts} hosts, ${stewards} stewards`
  return [head, ...terms.flatMap(termInWords)]
}

function termInWords({ term, pin, rollout, held, troubles }: TermOverview): string[] {
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
  for (const { seq, sha8, count } of held)
    lines.push(`  ${count} on ${seq ?? 'nothing'}${sha8 === undefined ? '' : ` (${sha8})`}`)
  for (const { instance, reason } of troubles) lines.push(`  ${instance}: ${reason}`)
  return lines
}
