/** What an instance reports of a term. @module */

import type { Clock } from '../../base/clock.ts'
import type { TermReport } from '../reports.ts'
import type { Rollout } from '../rollout/index.ts'
import type { Ballot } from './ballot.ts'
import { liveRef, pinByHand, type SteeredTerm } from './steered-term.ts'

export function termReport(
  term: SteeredTerm,
  rollout: Rollout | undefined,
  ballot: Ballot,
  clock: Clock,
): TermReport {
  const live = liveRef(term)
  const { state, lastError } = term.handle.status()
  const byHand = pinByHand(term)
  const confirmedAt = term.keeper.cell.live()?.confirmedAt
  return {
    seq: live?.seq,
    sha8: live?.sha256.slice(0, 8),
    state,
    age: confirmedAt && Math.max(0, Math.round((clock.now() - confirmedAt) / 1_000)),
    error: lastError?.code,
    rollout: rollout?.id,
    vote: rollout && ballot.last(rollout.id)?.vote,
    pinned: byHand && (byHand.version ?? byHand.digest?.slice(0, 8)),
  }
}
