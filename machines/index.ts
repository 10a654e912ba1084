/** The raw statecharts: the only surface of the package with XState's types. @module */

export {
  type Child,
  type ChildSpec,
  type ChildSpecOptions,
  type ChildStart,
  childSpec,
  type Ending,
} from './child.ts'
export {
  type Backoff,
  backoffDelay,
  clampDelay,
  type Failing,
  firstDelay,
  MAX_DELAY,
  probeDelay,
} from './delay.ts'
export type { Due, WaitInput } from './effect-slots.ts'
export { type Failure, failureOf } from './failure.ts'
export { PARTITION_SIZE, partitionMachine } from './partition.ts'
export {
  comesBack,
  exceedsIntensity,
  type Intensity,
  type RestartType,
  recentRestarts,
  type Strategy,
} from './restart.ts'
export {
  type RolloutCause,
  type RolloutContext,
  type RolloutDeed,
  type RolloutEvents,
  type RolloutInput,
  rolloutMachine,
  type StageCut,
} from './rollout.ts'
export { supervisorMachine } from './supervisor.ts'
export type { ChildEnded, GaveUp, Left, Report, Restarting, Resumed, Stopped } from './supervisor-reports.ts'
export type {
  SupervisorContext,
  SupervisorEvents,
  SupervisorInput,
  SupervisorOutput,
} from './supervisor-setup.ts'
export {
  type AttemptInput,
  type Downloaded,
  type Probed,
  type Stored,
  type TermContext,
  type TermEvents,
  type TermInput,
  type TermPolicy,
  type Trigger,
  termMachine,
} from './term.ts'
