/** everterm/otel: spans and metrics. Its peer is `@opentelemetry/api`. @module */

export { ATTRIBUTES, METRICS, type OtelOptions, otel, SCOPE } from './observe/otel.ts'
