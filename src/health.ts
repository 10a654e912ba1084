/** everterm/health: the three probes of an orchestrator, for any server. @module */

export {
  type FailingTerm,
  type HealthHandler,
  type HealthHandlerOptions,
  type HealthProbe,
  type HealthSource,
  healthHandler,
  type ProbeAnswer,
  type ProbeBody,
  probeAnswer,
} from './serve/health.ts'
