/** `@opentelemetry/api`, or else what to install: a module is not even run where one of its imports is missing. @module */

/** @type {typeof import('@opentelemetry/api')} */
let api
try {
  api = require('@opentelemetry/api')
} catch (cause) {
  const message =
    'everterm/otel could not load the package @opentelemetry/api: npm install @opentelemetry/api'
  throw new Error(message, { cause })
}

module.exports = api
