/** The packages of OpenFeature, or why they can't be loaded; CommonJS, since a module that lacks an import is not even run. @module */

/** @type {{ sdk?: typeof import('@openfeature/server-sdk'), flagd?: typeof import('@openfeature/flagd-core'), cause?: unknown }} */
const peers = {}
try {
  peers.sdk = require('@openfeature/server-sdk')
  peers.flagd = require('@openfeature/flagd-core')
} catch (cause) {
  peers.cause = cause
}

module.exports = peers
