/**
 * everterm/openfeature: feature flags of a term for OpenFeature's SDK. Its peers are `@openfeature/server-sdk`,
 * `@openfeature/core` and `@openfeature/flagd-core`.
 *
 * @module
 */

export { type FlagProvider, flagProvider } from './frameworks/openfeature/flag-provider.ts'
export { type FlagSet, flagSet } from './frameworks/openfeature/flag-set.ts'
