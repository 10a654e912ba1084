/** Loads the packages of OpenFeature, or says what has to be installed. @module */

import peers from './peers.cjs'

if (peers.sdk === undefined || peers.flagd === undefined) {
  const message =
    'everterm/openfeature could not load its peers: npm install @openfeature/server-sdk @openfeature/core @openfeature/flagd-core'
  throw new Error(message, { cause: peers.cause })
}

export const { OpenFeatureEventEmitter, ProviderEvents, ProviderNotReadyError } = peers.sdk
export const { FlagdCore, MemoryStorage } = peers.flagd
