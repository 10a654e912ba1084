/** `@opentelemetry/api`, or why it can't be loaded; CommonJS, since a module that lacks an import is not even run. @module */

/** @type {{ api?: typeof import('@opentelemetry/api'), cause?: unknown }} */
const peer = {}
try {
  peer.api = require('@opentelemetry/api')
} catch (cause) {
  peer.cause = cause
}

module.exports = peer
