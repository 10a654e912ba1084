/** everterm/config: what a configuration of `everterm serve` may say. @module */

export {
  defineConfig,
  type FleetConfig,
  type GroupConfig,
  type ServiceConfig,
  type TermConfig,
} from './serve/config/index.ts'
