/** A rollout in lines for people. @module */

import type { RolloutProgress } from '../../fleet/follow-rollout.ts'
import type { Rollout } from '../../fleet/rollout/index.ts'
import { afterHalt } from '../words/after-halt.ts'

/** One line for each change. */
export function rolloutProgressInWords({
  rollout,
  share,
  votes,
  unreachable,
  pinned,
}: RolloutProgress): string {
  const { state, stage, stages, need, ahead, why } = rollout
  if (unreachable !== undefined) return `the engine can't be reached, and no stage advances: ${unreachable}`
  const because = why === undefined ? '' : `: ${why}`
  if (state !== 'staged') return `${state} at ${share} %${because}`
  const said = Object.entries(votes)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([vote, count]) => `${count} ${vote}`)
  const now = need === 0 ? 'no instance reports it' : `needs ${need}`
  const needs = ahead === undefined ? now : `the next needs ${ahead.need} ready`
  const counted = [needs, ...said].join(', ')
  const held = pinned === undefined ? '' : `; the fleet is pinned to ${pinned}, and tries nothing`
  return `stage ${stage + 1} of ${stages.length}, ${share} %: ${counted}${held}`
}

/** What came of it, and what to do next. */
export function rolloutInWords(rollout: Rollout): { readonly line: string; readonly next: string } {
  const { term, state, stages, stage, to, from, why, id } = rollout
  const share = stages[stage] ?? 100
  const because = why === undefined ? '' : `: ${why}`
  switch (state) {
    case 'halted':
      return {
        line: `publication ${to.seq} is halted, and ${from.seq} is stable${because}`,
        next: afterHalt(rollout),
      }
    case 'paused':
      return {
        line: `publication ${to.seq} is paused at ${share} %${because}`,
        next: `\`everterm fleet resume ${term}\`, or \`halt\`; the same command follows it again`,
      }
    default:
      return {
        line: `publication ${to.seq} is a candidate on its way, at ${share} %, rollout ${id}`,
        next: `the same command with \`--follow\` follows it, and makes it stable; so does \`everterm fleet settle ${term}\` at its end`,
      }
  }
}
