/**
 * Warns when two copies of the OpenTelemetry API are in one process: the newer can't see what the older registered.
 *
 * @module
 */

import { metrics, trace } from './api.ts'

interface Registered {
  readonly version?: string
  readonly metrics?: unknown
  readonly trace?: unknown
}

// Every copy of version 1 of the API registers its providers under this symbol.
const REGISTRY = Symbol.for('opentelemetry.js.api.1')

const registered = () => (globalThis as { [REGISTRY]?: Registered })[REGISTRY]

/** The version of the API that has registered providers, if they can't be seen from here; else `undefined`. */
function hiddenVersion(): string | undefined {
  const found = registered()
  const hidden =
    (found?.metrics && found.metrics !== metrics.getMeterProvider()) ||
    (found?.trace && found.trace !== trace.getTracerProvider())
  return hidden ? (found?.version ?? 'unknown') : undefined
}

let warned = false

/** Warns, once in a process, when telemetry would silently go nowhere. */
export function warnOfHiddenProviders(): void {
  const version = hiddenVersion()
  if (version === undefined || warned) return
  warned = true
  process.emitWarning(
    `everterm loaded a copy of @opentelemetry/api that cannot see the providers registered with ${version}: ` +
      'nothing is recorded. Install one version of it (npm ls @opentelemetry/api), or pass the providers to otel().',
    { type: 'EvertermWarning', code: 'EVERTERM_OTEL_COPIES' },
  )
}
