/** The door to what probes are answered. @module */

export {
  type HealthHandler,
  type HealthHandlerOptions,
  type HealthSource,
  healthHandler,
  probePaths,
} from './health/health-handler.ts'
export {
  type FailingTerm,
  type HealthProbe,
  type ProbeAnswer,
  type ProbeBody,
  probeAnswer,
} from './health/probe-answer.ts'
