/** The door to configurations: reading, checking, and what they describe. @module */

export { type ConfiguredEntry, isSameEntry } from './children-of.ts'
export { isConfigIn } from './config-file.ts'
export type { Environment } from './environment.ts'
export type { ConfiguredFleet } from './fleet-from.ts'
export { checkConfig, type LoadedConfig, type LoadOptions, loadConfig } from './load-config.ts'
export type { Address, ResolvedConfig } from './resolve-config.ts'
export {
  defineConfig,
  type FleetConfig,
  type GroupConfig,
  type ServiceConfig,
  type TermConfig,
} from './service-config.ts'
