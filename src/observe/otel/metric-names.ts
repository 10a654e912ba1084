/** Names metrics and attributes. The names are part of the public API: alerts are written against them. @module */

/** How a metric is measured; the `observed-` ones are read from the tree when somebody collects. */
export type MetricKind = 'histogram' | 'counter' | 'up-down' | 'observed-gauge' | 'observed-up-down'

interface Metric {
  readonly name: `everterm.${string}`
  readonly kind: MetricKind
  readonly unit: string
  readonly description: string
}

const metric = <const Kind extends MetricKind>(
  name: Metric['name'],
  kind: Kind,
  unit: string,
  description: string,
) => Object.freeze({ name, kind, unit, description })

/** Every metric, with its kind and its unit. */
export const METRICS = Object.freeze({
  age: metric('everterm.term.age', 'observed-gauge', 's', 'Since the value was last confirmed'),
  contentAge: metric('everterm.term.content_age', 'observed-gauge', 's', 'Since the value last changed'),
  lastAttempt: metric(
    'everterm.term.last_attempt.timestamp',
    'observed-gauge',
    's',
    'Last attempt, unix time',
  ),
  lastAnswer: metric(
    'everterm.term.last_answer.timestamp',
    'observed-gauge',
    's',
    'Last attempt that succeeded, whoever answered, unix time',
  ),
  confirmed: metric(
    'everterm.term.confirmed.timestamp',
    'observed-gauge',
    's',
    'When the value was last confirmed, unix time',
  ),
  lastUpdate: metric('everterm.term.last_update.timestamp', 'observed-gauge', 's', 'Last update, unix time'),
  stalenessLimit: metric('everterm.term.staleness.limit', 'observed-gauge', 's', 'The configured maxStale'),
  ageLimit: metric('everterm.term.age.limit', 'observed-gauge', 's', 'The configured maxAge'),
  stale: metric('everterm.term.stale', 'observed-gauge', '1', '1 if the value is stale or has expired'),
  expired: metric('everterm.term.expired', 'observed-gauge', '1', '1 if the value has expired'),
  expiry: metric(
    'everterm.term.expiry.timestamp',
    'observed-gauge',
    's',
    'When the value expires or has expired, unix time',
  ),
  state: metric('everterm.term.state', 'observed-up-down', '{term}', '1 for the present state, 0 for others'),
  ready: metric('everterm.term.ready', 'observed-gauge', '1', '1 if readers get a value'),
  failures: metric('everterm.term.consecutive_failures', 'observed-gauge', '{failure}', 'Failures in a row'),
  fallback: metric(
    'everterm.term.fallback',
    'observed-gauge',
    '1',
    '1 if a fallback answered last, 0 if the origin that is meant to',
  ),
  pinned: metric('everterm.term.pinned', 'observed-gauge', '1', '1 if a version is pinned'),
  heldBack: metric('everterm.term.held_back', 'observed-gauge', '1', '1 if a pin holds back a newer version'),
  quarantined: metric(
    'everterm.term.quarantined',
    'observed-gauge',
    '{payload}',
    'Payloads that were refused and are not tried again for now',
  ),
  size: metric('everterm.term.size', 'observed-gauge', 'By', 'Size of the value that is served'),
  info: metric('everterm.term.info', 'observed-gauge', '1', 'Always 1; version and source as attributes'),
  refreshDuration: metric('everterm.refresh.duration', 'histogram', 's', 'Duration of attempts'),
  phaseDuration: metric('everterm.refresh.phase.duration', 'histogram', 's', 'Duration of their phases'),
  refreshActive: metric('everterm.refresh.active', 'up-down', '{refresh}', 'Attempts that are under way'),
  downloadIo: metric('everterm.download.io', 'counter', 'By', 'Bytes received over the wire'),
  rejections: metric('everterm.term.rejections', 'counter', '{payload}', 'Payloads that were refused'),
  keepsakeWrites: metric('everterm.keepsake.writes', 'counter', '{write}', 'Values that were put on disk'),
  keepsakeFailures: metric(
    'everterm.keepsake.failures',
    'counter',
    '{failure}',
    'Times that a disk began to fail',
  ),
  keepsakeIgnored: metric(
    'everterm.keepsake.ignored',
    'counter',
    '{payload}',
    'What was passed over on disk',
  ),
  throttled: metric(
    'everterm.origin.throttled',
    'counter',
    '{time}',
    'Times that an origin began to be asked less often',
  ),
  fleetHints: metric(
    'everterm.fleet.hints',
    'counter',
    '{hint}',
    'Hints of the engine, after reconnections included',
  ),
  fleetVotes: metric('everterm.fleet.votes', 'counter', '{vote}', 'Votes of this instance'),
  fleetActivations: metric(
    'everterm.fleet.activations',
    'counter',
    '{version}',
    'Rolled out versions that went live',
  ),
  fleetRefusals: metric(
    'everterm.fleet.refusals',
    'counter',
    '{version}',
    'Rolled out versions that were refused',
  ),
  fleetRollbacks: metric('everterm.fleet.rollbacks', 'counter', '{rollback}', 'Times that it went back'),
  fleetHalts: metric(
    'everterm.fleet.halts',
    'counter',
    '{rollout}',
    'Rollouts that were seen to have halted',
  ),
  fleetDecisions: metric(
    'everterm.fleet.decisions',
    'counter',
    '{decision}',
    'Changes of rollouts by this instance',
  ),
  fleetOutages: metric(
    'everterm.fleet.outages',
    'counter',
    '{outage}',
    'Times that the engine could not be reached',
  ),
  fleetReachable: metric(
    'everterm.fleet.reachable',
    'observed-gauge',
    '1',
    '1 if the engine of the fleet answers',
  ),
  fleetRollout: metric(
    'everterm.fleet.rollout',
    'observed-up-down',
    '{rollout}',
    '1 for the state of the rollout that the instance goes by, 0 for others',
  ),
  fleetBehind: metric(
    'everterm.fleet.behind',
    'observed-gauge',
    '1',
    '1 if the instance does not hold what its fleet wants of it',
  ),
  deltas: metric(
    'everterm.delta.uses',
    'counter',
    '{delta}',
    'Deltas that made a payload, or came to nothing',
  ),
  restarts: metric('everterm.supervisor.restarts', 'counter', '{restart}', 'Restarts of children'),
  restartBudget: metric(
    'everterm.supervisor.restart.budget',
    'observed-gauge',
    '{restart}',
    'Restarts that are left before the supervisor gives up',
  ),
  children: metric('everterm.supervisor.children', 'observed-up-down', '{child}', 'Children of a supervisor'),
  listenerErrors: metric('everterm.subscriber.errors', 'counter', '{error}', 'Listeners that threw'),
} as const)

/** The attributes of metrics and spans. */
export const ATTRIBUTES = Object.freeze({
  term: 'everterm.term.name',
  state: 'everterm.term.state.name',
  sizeKind: 'everterm.term.size.kind',
  version: 'everterm.term.version',
  previousVersion: 'everterm.version.previous',
  currentVersion: 'everterm.version.current',
  signedBy: 'everterm.version.signed_by',
  source: 'everterm.source.name',
  sourceFallback: 'everterm.source.fallback',
  outcome: 'everterm.refresh.outcome',
  trigger: 'everterm.refresh.trigger',
  phase: 'everterm.refresh.phase',
  bytes: 'everterm.refresh.bytes',
  rule: 'everterm.gate.rule',
  keepsakePart: 'everterm.keepsake.part',
  vote: 'everterm.fleet.vote',
  fleetStage: 'everterm.fleet.stage',
  rollout: 'everterm.fleet.rollout.id',
  rolloutState: 'everterm.fleet.rollout.state',
  rolloutShare: 'everterm.fleet.rollout.share',
  deltaOutcome: 'everterm.delta.outcome',
  deltaOf: 'everterm.delta.of',
  origin: 'everterm.origin.name',
  supervisor: 'everterm.supervisor.name',
  child: 'everterm.child.name',
  restartCount: 'everterm.restart.count',
  errorType: 'error.type',
} as const)

/** The buckets of durations in seconds: OpenTelemetry's default buckets are made for milliseconds. */
export const SECONDS_BUCKETS: number[] = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120, 300]
