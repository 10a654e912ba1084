/** The door of rollouts: the document, what it has an instance hold, and what becomes of it. @module */

export { byHand, superseded } from './by-hand.ts'
export { decide, type FleetSight, needsReports } from './decide.ts'
export {
  isRef,
  isStages,
  MOST_BY,
  MOST_WHY,
  type Rollout,
  type RolloutState,
  readRollout,
  UNITS,
  type Unit,
  writeRollout,
} from './document.ts'
export { hasEnded, laterOf, type SeenRollout } from './later.ts'
export { cutFor, type FleetPlace, type PresentInstance, rankOf, unitOf } from './ranks.ts'
export { fallbackOf, isCalled, isOvertaken, isSameRef, target } from './target.ts'
export { type CastVote, countVotes, readVote, type Vote, writeVote } from './votes.ts'
