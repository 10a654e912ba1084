/** Modules of the user's, wherever they run: loaded, named, and watched for what they change. @module */

export { functionInThread, spoilIfDamaged } from './in-thread.ts'
export { type ModuleUse, moduleFunction } from './load.ts'
