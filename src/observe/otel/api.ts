/** Loads `@opentelemetry/api`, or says that it has to be installed. @module */

import peer from './peer.cjs'

if (peer.api === undefined) {
  const message =
    'everterm/otel could not load the package @opentelemetry/api: npm install @opentelemetry/api'
  throw new Error(message, { cause: peer.cause })
}

export const { metrics, ROOT_CONTEXT, SpanStatusCode, trace } = peer.api
